using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Limits hub connections of a client that end less than half a second after they began: opening a connection costs the gateway more than keeping it.
/// Thread-safe.
/// </summary>
internal sealed class ShortConnectionLimiter(IOptions<GatewayOptions> options, ClientLimits limits, TimeProvider timeProvider)
{
    private static readonly TimeSpan MaxShortDuration = TimeSpan.FromMilliseconds(500);

    /// <summary>A connection that was closed for its refused calls counts as this many short connections.</summary>
    private const int FloodPermits = 25;

    private readonly ClientLimit _limit = limits.Add(
        _ => new DebtLimiter(options.Value.ShortConnectionsPerSecondOfClient, options.Value.ShortConnectionBurstOfClient, timeProvider));

    /// <summary>Whether a client may open another connection: not too many of its connections were short.</summary>
    /// <param name="client">The client that wants to connect.</param>
    /// <param name="retryAfter">How long it should wait when it may not connect.</param>
    public bool MayConnect(ClientKey client, out TimeSpan retryAfter)
    {
        using var lease = _limit.AttemptAcquire(client, permitCount: 0);
        return !lease.TryGetMetadata(MetadataName.RetryAfter, out retryAfter);
    }

    /// <summary>Counts a connection that has ended, if it was short.</summary>
    /// <param name="client">The client of the connection.</param>
    /// <param name="startedAt">When it began, as a timestamp of the clock.</param>
    public void RecordEnd(ClientKey client, long startedAt)
    {
        if (timeProvider.GetElapsedTime(startedAt) < MaxShortDuration)
            _limit.AttemptAcquire(client).Dispose();
    }

    /// <summary>Counts a connection that was closed because it kept sending refused calls: it cost as much as many short ones.</summary>
    /// <param name="client">Whose connection it was.</param>
    public void RecordFlood(ClientKey client) => _limit.AttemptAcquire(client, FloodPermits).Dispose();
}
