using System.Net.Sockets;
using System.Text;
using LiveParking.Bench.Measuring.Sockets;
using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Viewers.Protocols;

/// <summary>
/// The part of SignalR with MessagePack that a viewer needs: the handshake, one call for a server stream, pings and acknowledgements. The
/// transport is bytes; a message is its length as a varint, then as many bytes (HubProtocol.md of ASP.NET Core).
/// </summary>
internal sealed class SignalRViewer(Socket socket, ViewersSettings settings, int number, Tally tally) : LightClient(socket)
{
    private const byte EndOfHandshake = 0x1E;

    private readonly MessageBuffer _message = new();
    private bool _isShaken;
    private int _left;
    private int _length;
    private int _shift;

    public override void Begin()
    {
        Send(WebSocketFraming.Frame(2, Encoding.UTF8.GetBytes("{\"protocol\":\"messagepack\",\"version\":1}\u001e")));
        Send(WebSocketFraming.Frame(2, SignalRMessages.Watch(settings.Camera, settings.Acks, settings.Path.StartsWith("/hubs/", StringComparison.Ordinal))));
    }

    public override void SayAlive() => Send(WebSocketFraming.Frame(2, SignalRMessages.Ping));

    public override void BeginMessage(bool isText)
    {
    }

    public override void EndMessage()
    {
    }

    public override void Part(ReadOnlySpan<byte> part)
    {
        if (!_isShaken)
        {
            var end = part.IndexOf(EndOfHandshake);
            if (end < 0)
                throw new IOException("The handshake came in pieces.");
            if (!part[..end].SequenceEqual("{}"u8))
                throw new IOException($"The handshake was refused: {Encoding.UTF8.GetString(part[..end])}");
            _isShaken = true;
            part = part[(end + 1)..];
        }

        while (part.Length > 0)
        {
            if (_left == 0 && !TakeLength(ref part))
                return;
            var piece = part[..Math.Min(_left, part.Length)];
            _message.Add(piece);
            part = part[piece.Length..];
            _left -= piece.Length;
            if (_left == 0)
                TakeMessage();
        }
    }

    private bool TakeLength(ref ReadOnlySpan<byte> part)
    {
        while (part.Length > 0)
        {
            var next = part[0];
            part = part[1..];
            _length |= (next & 0x7F) << _shift;
            _shift += 7;
            if ((next & 0x80) != 0)
                continue;
            _left = _length;
            (_length, _shift) = (0, 0);
            _message.Begin(tally.IsToCheck(number));
            return _left > 0;
        }

        return false;
    }

    private void TakeMessage()
    {
        if (_message.Length < settings.Size)
        {
            SignalRMessages.RequireNoEnd(_message.Bytes);
            return;
        }

        var frame = FrameFields.Read(_message.Bytes);
        if (frame.DataLength != settings.Size)
            throw new IOException($"A frame has {frame.DataLength} bytes, not {settings.Size}.");
        tally.Arrived(number, _message.Bytes[frame.DataOffset..][..Math.Min(settings.Size, _message.Bytes.Length - frame.DataOffset)], _message.IsWhole, _message.Length);
        if (settings.Acks)
            Send(WebSocketFraming.Frame(2, SignalRMessages.Acknowledge(settings.Camera, frame.Sequence)));
    }
}
