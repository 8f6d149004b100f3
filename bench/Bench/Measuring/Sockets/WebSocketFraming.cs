using System.Buffers.Binary;

namespace LiveParking.Bench.Measuring.Sockets;

/// <summary>Parses the frames of a WebSocket as bytes arrive (RFC 6455, section 5.2). Data from a server is not masked.</summary>
/// <param name="messages">Gets what is inside.</param>
public sealed class WebSocketFraming(IMessageParts messages)
{
    private const int MaxHeadLength = 10;
    private const int FirstControl = 8;
    private const int Pong = 10;

    private readonly byte[] _head = new byte[MaxHeadLength];
    private int _headBytes;
    private long _left;
    private bool _isLast;
    private bool _inMessage;
    private bool _isPong;
    private int _opcode;

    /// <summary>Takes the next bytes of the connection.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_left == 0 && !TakeHead(ref bytes))
                return;
            var part = bytes[..(int)Math.Min(_left, bytes.Length)];
            bytes = bytes[part.Length..];
            _left -= part.Length;
            if (part.Length > 0 && !_isPong)
                messages.Part(part);
            if (_left == 0)
                EndFrame();
        }
    }

    /// <summary>A frame of a client, with a mask of zeroes, which is a valid one.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload)
    {
        var extended = payload.Length > 125 ? 2 : 0;
        var frame = new byte[2 + extended + 4 + payload.Length];
        frame[0] = (byte)(0x80 | opcode);
        frame[1] = (byte)(0x80 | (extended == 0 ? payload.Length : 126));
        if (extended > 0)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        payload.CopyTo(frame.AsSpan(2 + extended + 4));
        return frame;
    }

    private bool TakeHead(ref ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            _head[_headBytes++] = bytes[0];
            bytes = bytes[1..];
            if (_headBytes < 2)
                continue;
            var length = _head[1] & 0x7F;
            var needed = 2 + (length == 126 ? 2 : length == 127 ? 8 : 0);
            if (_headBytes < needed)
                continue;
            _left = length switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(2)),
                127 => BinaryPrimitives.ReadInt64BigEndian(_head.AsSpan(2)),
                _ => length,
            };
            _headBytes = 0;
            _isLast = (_head[0] & 0x80) != 0;
            BeginFrame(_head[0] & 0x0F);
            if (_left > 0)
                return true;
            EndFrame();
        }

        return false;
    }

    private void BeginFrame(int opcode)
    {
        // Nobody asked for a pong: servers send one now and then, to keep what is between awake.
        _isPong = opcode == Pong;
        if (_isPong)
            return;
        if (opcode >= FirstControl)
        {
            // A close says why; pings of WebSocket itself are used by none of these servers.
            throw new IOException(opcode == FirstControl ? "The server closed a connection." : "The server sent a control frame.");
        }

        if (_inMessage)
            return;
        _opcode = opcode;
        _inMessage = true;
        messages.BeginMessage(isText: _opcode == 1);
    }

    private void EndFrame()
    {
        if (!_isLast || _isPong)
            return;
        _inMessage = false;
        messages.EndMessage();
    }
}
