using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LiveParking.Gateway.Sockets;

/// <summary>Connections of clients that read slowly or not at all for a while.</summary>
internal static class SlowReaders
{
    private const double MinBytesPerSecond = 240;

    /// <summary>
    /// Keeps a connection of a slow client open longer than the server's default: a phone in a lift comes back. Hubs drop a connection after 30 s of
    /// silence.
    /// </summary>
    /// <param name="http">The request behind the connection.</param>
    /// <param name="timeout">How long the client may read nothing; null for no limit.</param>
    public static void TolerateSlowReader(this HttpContext http, TimeSpan? timeout)
    {
        // HTTP/2 has no per-request limit.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = timeout is { } grace ? new MinDataRate(MinBytesPerSecond, grace) : null;
    }
}
