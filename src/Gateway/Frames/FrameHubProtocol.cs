using System.Buffers;
using System.Runtime.CompilerServices;
using LiveParking.Gateway.Protocols;
using LiveParking.Gateway.Sockets;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Frames;

/// <summary>
/// A hub protocol that writes stream frames itself. The item is serialised once for each frame, however many viewers there are, and is sent as one
/// piece instead of a dozen small ones. The bytes equal those of the stock protocol, which handles everything else.
/// </summary>
/// <param name="inner">The stock protocol.</param>
/// <param name="envelope">How it writes frames.</param>
internal sealed class FrameHubProtocol(IHubProtocol inner, FrameEnvelope envelope) : DelegatingHubProtocol(inner)
{
    /// <summary>An item lives as long as its frame, so there are never more items than frames in use.</summary>
    private readonly ConditionalWeakTable<CameraFrame, Lazy<FrameItem>> _items = [];

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> GetMessageBytes(HubMessage message)
    {
        if (FrameIn(message) is not { } frame)
            return base.GetMessageBytes(message);
        var output = new ArrayBufferWriter<byte>();
        WriteFrame(frame, ((StreamItemMessage)message).InvocationId!, output);
        return output.WrittenMemory;
    }

    /// <inheritdoc/>
    public override void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (FrameIn(message) is { } frame)
            WriteFrame(frame, ((StreamItemMessage)message).InvocationId!, output);
        else
            base.WriteMessage(message, output);
    }

    private static CameraFrame? FrameIn(HubMessage message) =>
        message is StreamItemMessage { Item: CameraFrame frame, Headers: null or { Count: 0 } } item && FrameEnvelope.Takes(item.InvocationId) ? frame : null;

    private void WriteFrame(CameraFrame frame, string streamId, IBufferWriter<byte> output)
    {
        var item = Item(frame);
        var end = envelope.End;
        if (output is ISharedBytesWriter shared)
        {
            var span = output.GetSpan(FrameEnvelope.MaxStart + item.Head.Length);
            var start = envelope.WriteStart(span, streamId, item.Length);
            item.Head.CopyTo(span[start..]);
            output.Advance(start + item.Head.Length);
            shared.WriteShared(item.Body);
            output.Write(end);
        }
        else
        {
            var span = output.GetSpan(FrameEnvelope.MaxStart + item.Length + end.Length);
            var start = envelope.WriteStart(span, streamId, item.Length);
            item.Head.CopyTo(span[start..]);
            item.Body.Span.CopyTo(span[(start + item.Head.Length)..]);
            end.CopyTo(span[(start + item.Length)..]);
            output.Advance(start + item.Length + end.Length);
        }
    }

    private FrameItem Item(CameraFrame frame) =>
        _items.GetValue(frame, key => new Lazy<FrameItem>(() => envelope.Serialize(key))).Value;
}
