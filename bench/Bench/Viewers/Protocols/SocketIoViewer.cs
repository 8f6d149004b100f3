using System.Net.Sockets;
using LiveParking.Bench.Measuring.Sockets;
using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Viewers.Protocols;

/// <summary>
/// Engine.IO 4 and Socket.IO 5 (the protocols of Socket.IO 4) over WebSocket: a text with the event's JSON, then its attachment as a
/// binary message.
/// </summary>
internal sealed class SocketIoViewer(Socket socket, ViewersSettings settings, int number, Tally tally) : LightClient(socket)
{
    private readonly MessageBuffer _message = new();
    private bool _isText;

    public override void Begin()
    {
    }

    public override void BeginMessage(bool isText)
    {
        _isText = isText;
        _message.Begin(!isText && tally.IsToCheck(number));
    }

    public override void Part(ReadOnlySpan<byte> part) => _message.Add(part);

    public override void EndMessage()
    {
        if (!_isText)
            tally.Arrived(number, _message.Bytes, _message.IsWhole, _message.Length);
        else if (SocketIoPackets.Answer(_message.Bytes) is { } answer)
            Send(answer);
        else if (SocketIoPackets.IsConnected(_message.Bytes))
            Send(SocketIoPackets.Text($"42[\"watch\",\"{settings.Camera}\"]"));
    }
}
