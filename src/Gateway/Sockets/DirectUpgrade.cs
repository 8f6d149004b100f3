using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Sockets;

/// <summary>Upgrades a request to a WebSocket whose messages can be sent directly on its socket.</summary>
internal sealed class DirectUpgrade(IHttpUpgradeFeature serverUpgrade, DirectSocket socket) : IHttpUpgradeFeature
{
    /// <inheritdoc/>
    public bool IsUpgradableRequest => serverUpgrade.IsUpgradableRequest;

    /// <summary>Prepares a request for it. Connections with TLS, with HTTP/2 or without a socket stay unchanged.</summary>
    public static void Offer(HttpContext http)
    {
        var features = http.Features;
        // The request's scheme is not used: a proxy that terminates TLS changes it, while the connection behind the proxy is plain.
        if (features.Get<ITlsConnectionFeature>() is not null || features.Get<ITlsHandshakeFeature>() is not null)
            return;
        if (features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || features.Get<IConnectionSocketFeature>() is not { } connection)
            return;
        var socket = new DirectSocket(connection.Socket);
        features.Set<IHttpUpgradeFeature>(new DirectUpgrade(upgrade, socket));
        features.Set(socket);
    }

    /// <inheritdoc/>
    public async Task<Stream> UpgradeAsync() => new DirectSendStream(await serverUpgrade.UpgradeAsync(), socket);
}
