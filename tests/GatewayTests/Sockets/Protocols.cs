using LiveParking.Gateway.Frames;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace LiveParking.GatewayTests.Sockets;

/// <summary>The frame-aware protocols on top of the stock ones.</summary>
internal static class Protocols
{
    public static IHubProtocol Json(IOptions<JsonHubProtocolOptions> options) =>
        new FrameHubProtocol(new JsonHubProtocol(options), new JsonEnvelope(options.Value.PayloadSerializerOptions));

    public static IHubProtocol MessagePack(IOptions<MessagePackHubProtocolOptions> options) =>
        new FrameHubProtocol(new MessagePackHubProtocol(options), new MessagePackEnvelope(options.Value.SerializerOptions));
}
