using System.Runtime.CompilerServices;
using LiveParking.Gateway.Sockets;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveParking.Gateway.Parking;

/// <summary>Statuses of levels as whole WebSocket frames, as the stock server sends them: made once for all connections, living as long as the status.</summary>
internal sealed class StatusFrames(IHubProtocolResolver protocols)
{
    private readonly ConditionalWeakTable<LevelStatus, byte[]> _texts = [];
    private readonly ConditionalWeakTable<LevelStatus, byte[]> _binaries = [];

    /// <summary>The frame that tells a status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="format">Text for connections that speak JSON, binary for those that speak MessagePack.</param>
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
