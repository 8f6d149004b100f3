using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Where a request really comes from and what its client asked for: <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> count when a trusted proxy sent
/// them, so that limits see the client's address, HSTS is sent and the gateway's own origin is known. From everybody else they are ignored, or each client
/// could name an address of its own choice with every request.
/// </summary>
internal static class ForwardedAddresses
{
    /// <summary>Trusts the proxies of <see cref="GatewayOptions.TrustedProxies"/> and no others, whatever else of the framework is set.</summary>
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

            // Without a proxy the middleware would believe everybody.
            forwarded.ForwardedHeaders = options.Value.TrustedProxies.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // From the nearest hop on, for as long as the hop is a trusted proxy.
            forwarded.ForwardLimit = null;
        });
        return services;
    }

    /// <summary>Whether a text names a proxy: an address or a network such as <c>10.0.0.0/8</c>.</summary>
    public static bool IsProxy(string? text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);
}
