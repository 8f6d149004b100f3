using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// What a client asked for before a trusted proxy took it over: <c>https</c> and its host, so that HSTS is sent and the gateway's own origin is known.
/// From everybody else the headers are ignored.
/// </summary>
internal static class ForwardedSchemes
{
    /// <summary>Trusts the proxies of <see cref="GatewayOptions.TrustedProxies"/>. To be added after all else that sets these options.</summary>
    public static IServiceCollection AddForwardedSchemes(this IServiceCollection services)
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
            forwarded.ForwardLimit = null;
        });
        return services;
    }

    /// <summary>Whether a text names a proxy: an address or a network such as <c>10.0.0.0/8</c>.</summary>
    public static bool IsProxy(string? text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);
}
