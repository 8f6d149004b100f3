using System.Buffers;
using System.Text;
using LiveParking.Grains.Interfaces.Cameras;
using MessagePack;

namespace LiveParking.Gateway.Frames;

/// <summary>
/// A frame in MessagePack (SignalR hub protocol, StreamItem): the length as a number of 7-bit groups, then <c>[2, {}, id, item]</c>. The picture is
/// the last part of the item, so it is sent without a copy.
/// </summary>
internal sealed class MessagePackEnvelope(MessagePackSerializerOptions options) : FrameEnvelope
{
    private const byte ArrayOfFour = 0x94;
    private const byte StreamItem = 2;
    private const byte NoHeaders = 0x80;
    private const byte ShortText = 0xa0;

    /// <summary>Empty binary value, which ends a frame without a picture.</summary>
    private static ReadOnlySpan<byte> NoPicture => [0xc4, 0];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> End => [];

    /// <inheritdoc/>
    public override FrameItem Serialize(CameraFrame frame)
    {
        var bare = MessagePackSerializer.Serialize(frame with { Data = [] }, options);
        if (!bare.AsSpan().EndsWith(NoPicture))
            return new FrameItem([], MessagePackSerializer.Serialize(frame, options));
        var head = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(head);
        writer.WriteRaw(bare.AsSpan(0, bare.Length - NoPicture.Length));
        writer.WriteBinHeader(frame.Data.Length);
        writer.Flush();
        return new FrameItem(head.WrittenSpan.ToArray(), frame.Data);
    }

    /// <inheritdoc/>
    public override int WriteStart(Span<byte> start, string streamId, int itemLength)
    {
        var left = (uint)(4 + streamId.Length + itemLength);
        var at = 0;
        for (; left > 0x7f; left >>= 7)
            start[at++] = (byte)(left | 0x80);
        start[at++] = (byte)left;
        start[at++] = ArrayOfFour;
        start[at++] = StreamItem;
        start[at++] = NoHeaders;
        start[at++] = (byte)(ShortText | streamId.Length);
        return at + Encoding.ASCII.GetBytes(streamId, start[at..]);
    }
}
