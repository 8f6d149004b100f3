using System.Net.Sockets;
using LiveParking.Bench.Measuring.Sockets;

namespace LiveParking.Bench.Occupancy.Phones;

/// <summary>Engine.IO 4 and Socket.IO 5 (the protocols of Socket.IO 4): opening, the event that subscribes to the location, pongs.</summary>
/// <param name="socket">The connection.</param>
/// <param name="count">Notified when the phone has subscribed.</param>
internal sealed class SocketIoPhone(Socket socket, PhoneCount count) : Phone(socket)
{
    /// <inheritdoc/>
    public override void Begin()
    {
        // The server speaks first.
    }

    /// <inheritdoc/>
    protected override void Answer(ReadOnlySpan<byte> message)
    {
        if (SocketIoPackets.Answer(message) is { } answer)
            Send(answer);
        else if (SocketIoPackets.IsConnected(message))
            Send(SocketIoPackets.Text("42[\"follow\",\"bench\"]"));
        else if (message.StartsWith("42[\"following\""u8))
            count.Following();
    }
}
