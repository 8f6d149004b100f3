using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// The client address, scheme and host of a request behind a proxy. <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are used only from a
/// trusted proxy, so that limits see the client's address, HSTS is sent and the gateway's own origin is known. From other peers they are ignored;
/// otherwise a client could send a different address with every request.
/// </summary>
internal static class ForwardedAddresses
{
    /// <summary>Trusts only the proxies of <see cref="GatewayOptions.TrustedProxies"/>, whatever the framework's own settings are.</summary>
    public static IServiceCollection AddForwardedAddresses(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<GatewayOptions>>((forwarded, options) =>
        {
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.Value.TrustedProxies)
            {
                if (IPAddress.TryParse(proxy, out var address))
                    forwarded.KnownProxies.Add(address);
                else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                    forwarded.KnownIPNetworks.Add(network);
            }

            // Without a known proxy the middleware would trust every peer.
            forwarded.ForwardedHeaders = options.Value.TrustedProxies.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // Starts at the nearest hop and continues while the hop is a trusted proxy.
            forwarded.ForwardLimit = null;
        });
        return services;
    }

    /// <summary>Whether a text is a proxy address or a network such as <c>10.0.0.0/8</c>.</summary>
    public static bool IsProxy(string? text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);
}
