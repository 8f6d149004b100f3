using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Warns once when <c>X-Forwarded-For</c> comes from a peer that is not a trusted proxy: behind an unlisted proxy, all phones count as one client. It
/// must run before the middleware that reads the header.
/// </summary>
internal sealed partial class UntrustedProxyWarning(RequestDelegate next, IOptions<ForwardedHeadersOptions> options, ILogger<UntrustedProxyWarning> logger)
{
    private int _isWarned;

    public Task InvokeAsync(HttpContext http)
    {
        if (Volatile.Read(ref _isWarned) == 0
            && http.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)
            && http.Connection.RemoteIpAddress is { } peer
            && !IsTrusted(peer)
            && Interlocked.Exchange(ref _isWarned, 1) == 0)
            Log.Ignored(logger, peer);
        return next(http);
    }

    /// <summary>Uses the same rule as the middleware.</summary>
    private bool IsTrusted(IPAddress peer) =>
        (peer.IsIPv4MappedToIPv6 && IsTrusted(peer.MapToIPv4()))
        || options.Value.KnownProxies.Contains(peer)
        || options.Value.KnownIPNetworks.Any(network => network.Contains(peer));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "X-Forwarded-For came from {Peer}, which is not a trusted proxy, and is ignored: limits count everybody behind that address as one client. If it is "
            + "your proxy, name it in Gateway:TrustedProxies. This is said once.")]
        public static partial void Ignored(ILogger logger, IPAddress peer);
    }
}
