using System.Runtime.CompilerServices;
using LiveParking.Gateway.Sockets;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// Level statuses as whole WebSocket frames, equal to those of the stock server. A frame is created once for all connections and lives as long as the
/// status.
/// </summary>
internal sealed class StatusFrames(IHubProtocolResolver protocols)
{
    private readonly ConditionalWeakTable<LevelStatus, byte[]> _texts = [];
    private readonly ConditionalWeakTable<LevelStatus, byte[]> _binaries = [];

    /// <summary>The frame of a status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="format">Text for JSON connections, binary for MessagePack connections.</param>
    public ReadOnlyMemory<byte> Of(LevelStatus status, TransferFormat format)
    {
        var isBinary = format == TransferFormat.Binary;
        var frames = isBinary ? _binaries : _texts;
        if (frames.TryGetValue(status, out var frame))
            return frame;
        frame = Make(status, isBinary);
        frames.AddOrUpdate(status, frame);
        return frame;
    }

    private byte[] Make(LevelStatus status, bool isBinary)
    {
        var protocol = protocols.GetProtocol(isBinary ? "messagepack" : "json", null)!;
        var message = protocol.GetMessageBytes(new InvocationMessage(nameof(IParkingClient.ParkingUpdate), [status]));
        var head = WebSocketFrame.HeadLength(message.Length);
        var frame = new byte[head + message.Length];
        WebSocketFrame.WriteHead(frame.AsSpan(0, head), isBinary, message.Length);
        message.Span.CopyTo(frame.AsSpan(head));
        return frame;
    }
}
