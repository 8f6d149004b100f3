using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Where a request really comes from: <c>X-Forwarded-For</c> counts when a trusted proxy sent it, and is ignored from everybody else, or each
/// client could name an address of its own choice with every request.
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
                else
                    forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }

            // Without a proxy the middleware would believe everybody.
            forwarded.ForwardedHeaders = options.Value.TrustedProxies.Count > 0 ? ForwardedHeaders.XForwardedFor : ForwardedHeaders.None;
            // From the nearest hop on, for as long as the hop is a trusted proxy.
            forwarded.ForwardLimit = null;
        });
        return services;
    }

    /// <summary>Whether a text names a proxy: an address or a network such as <c>10.0.0.0/8</c>.</summary>
    public static bool IsProxy(string? text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);
}
