using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LiveParking.Gateway.Sockets;

/// <summary>Relaxes Kestrel's minimum response data rate for slow clients.</summary>
internal static class MinDataRateExtensions
{
    private const double MinBytesPerSecond = 240;

    /// <summary>
    /// Keeps the connection of a slow client open for longer than Kestrel's default, because a phone in a lift loses its network for a while.
    /// Independently, SignalR closes a connection that was silent for 30 s.
    /// </summary>
    /// <param name="http">The request behind the connection.</param>
    /// <param name="gracePeriod">How long the client may read nothing; null for no limit.</param>
    public static void AllowSlowReader(this HttpContext http, TimeSpan? gracePeriod)
    {
        // HTTP/2 has no per-request limit.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = gracePeriod is { } period ? new MinDataRate(MinBytesPerSecond, period) : null;
    }
}
