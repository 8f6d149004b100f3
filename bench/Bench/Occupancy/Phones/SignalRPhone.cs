using System.Net.Sockets;
using System.Text;
using LiveParking.Bench.Measuring.Sockets;

namespace LiveParking.Bench.Occupancy.Phones;

/// <summary>The part of SignalR with JSON that a phone needs: the handshake, the call that subscribes to the location, its answer, and pings.</summary>
/// <param name="socket">The connection.</param>
/// <param name="follow">The name of the hub's method.</param>
/// <param name="count">Notified when the phone has subscribed.</param>
internal sealed class SignalRPhone(Socket socket, string follow, PhoneCount count) : Phone(socket)
{
    private static readonly byte[] Ping = Record("{\"type\":6}");

    /// <inheritdoc/>
    public override void Begin()
    {
        Send(Record("{\"protocol\":\"json\",\"version\":1}"));
        Send(Record($$"""{"type":1,"invocationId":"1","target":"{{follow}}","arguments":["bench"]}"""));
    }

    /// <inheritdoc/>
    public override void SayAlive() => Send(Ping);

    /// <inheritdoc/>
    protected override void Answer(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\"error\""u8) >= 0 || message.IndexOf("\"type\":7"u8) >= 0)
            throw new IOException($"The server refused: {Encoding.UTF8.GetString(message)}");
        if (message.IndexOf("\"type\":3"u8) >= 0)
            count.Following();
    }

    private static byte[] Record(string json) => WebSocketFraming.Frame(1, Encoding.UTF8.GetBytes(json + '\u001e'));
}
