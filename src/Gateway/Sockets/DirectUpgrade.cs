using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Sockets;

/// <summary>Upgrades a request to a WebSocket whose messages can be sent directly on its socket.</summary>
internal sealed class DirectUpgrade(IHttpUpgradeFeature server, DirectSocket direct) : IHttpUpgradeFeature
{
    /// <inheritdoc/>
    public bool IsUpgradableRequest => server.IsUpgradableRequest;

    /// <summary>Prepares a request for it. Connections with TLS, of HTTP/2 and without a socket are left as they are.</summary>
    public static void Offer(HttpContext http)
    {
        var features = http.Features;
        // Not the scheme of the request: a proxy that ends TLS changes that, and the connection behind it is plain.
        if (features.Get<ITlsConnectionFeature>() is not null || features.Get<ITlsHandshakeFeature>() is not null)
            return;
        if (features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || features.Get<IConnectionSocketFeature>() is not { } connection)
            return;
        var direct = new DirectSocket(connection.Socket);
        features.Set<IHttpUpgradeFeature>(new DirectUpgrade(upgrade, direct));
        features.Set(direct);
    }

    /// <inheritdoc/>
    public async Task<Stream> UpgradeAsync() => new UpgradedStream(await server.UpgradeAsync(), direct);
}
