using System.Text;
using System.Text.Json;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Frames;

/// <summary>A frame in JSON (SignalR hub protocol, StreamItem): <c>{"type":2,"invocationId":"id","item":item}</c> and a record separator.</summary>
internal sealed class JsonEnvelope(JsonSerializerOptions options) : FrameEnvelope
{
    private static ReadOnlySpan<byte> BeforeId => "{\"type\":2,\"invocationId\":\""u8;

    private static ReadOnlySpan<byte> AfterId => "\",\"item\":"u8;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> End => "}\u001e"u8;

    /// <inheritdoc/>
    public override FrameItem Serialize(CameraFrame frame) => new([], JsonSerializer.SerializeToUtf8Bytes(frame, options));

    /// <inheritdoc/>
    public override int WriteStart(Span<byte> start, string streamId, int itemLength)
    {
        BeforeId.CopyTo(start);
        var at = BeforeId.Length;
        at += Encoding.ASCII.GetBytes(streamId, start[at..]);
        AfterId.CopyTo(start[at..]);
        return at + AfterId.Length;
    }
}
