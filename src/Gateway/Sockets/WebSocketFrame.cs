using System.Buffers.Binary;

namespace LiveParking.Gateway.Sockets;

/// <summary>The header of a WebSocket frame from a server: whole messages, not masked (RFC 6455, section 5.2).</summary>
internal static class WebSocketFrame
{
    /// <summary>Maximum header length, in bytes.</summary>
    public const int MaxHeadLength = 10;

    /// <summary>The first byte of a close frame.</summary>
    public const byte Close = 0x88;

    private const byte Text = 0x81;
    private const byte Binary = 0x82;
    private const int LargestShort = 125;
    private const byte TwoBytesFollow = 126;
    private const byte EightBytesFollow = 127;

    /// <summary>The header length for a message of this many bytes.</summary>
    public static int HeadLength(long payload) => payload switch
    {
        <= LargestShort => 2,
        <= ushort.MaxValue => 4,
        _ => MaxHeadLength,
    };

    /// <summary>Writes the header of a whole message.</summary>
    /// <param name="head">Exactly as long as <see cref="HeadLength"/> returns.</param>
    /// <param name="binary">Whether the message is binary; text otherwise.</param>
    /// <param name="payload">The length of the message in bytes.</param>
    public static void WriteHead(Span<byte> head, bool binary, long payload)
    {
        head[0] = binary ? Binary : Text;
        switch (head.Length)
        {
            case 2:
                head[1] = (byte)payload;
                break;
            case 4:
                head[1] = TwoBytesFollow;
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)payload);
                break;
            default:
                head[1] = EightBytesFollow;
                BinaryPrimitives.WriteInt64BigEndian(head[2..], payload);
                break;
        }
    }
}
