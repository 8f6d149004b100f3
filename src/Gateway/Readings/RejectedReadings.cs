using System.Threading.RateLimiting;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Metrics;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Readings;

/// <summary>
/// Limits the rejected readings of one token: made-up sensors, clocks that are ahead, levels that do not exist. A token above the limit must wait
/// before its readings are processed again. Thread-safe.
/// </summary>
internal sealed class RejectedReadings(IOptions<GatewayOptions> options, GatewayMeters meters, ClientLimits limits, TimeProvider timeProvider)
{
    private readonly ClientLimit _limit = limits.Add(
        _ => new DebtLimiter(options.Value.RejectedReadingsPerSecondOfClient, options.Value.RejectedReadingBurstOfClient, timeProvider));

    /// <summary>Throws unless the sender may send readings.</summary>
    /// <exception cref="ApiException"><c>too-many-requests</c>: too many of its readings were rejected.</exception>
    public void Require(ClientKey sender)
    {
        using var lease = _limit.AttemptAcquire(sender, permitCount: 0);
        if (lease.IsAcquired)
            return;
        meters.RequestsRefused.Add(1, new KeyValuePair<string, object?>("limit", "rejected-readings"));
        lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter);
        throw ApiErrors.TooManyRequests("Too many readings with this token were rejected. Find out why before sending more.", retryAfter);
    }

    /// <summary>Counts the rejected readings of a batch when the report is complete, even if it failed for some of its levels.</summary>
    /// <returns>The result of the report.</returns>
    public async Task<T> CountAsync<T>(ClientKey sender, ReadingBatch batch, Task<T> reporting)
    {
        try
        {
            return await reporting;
        }
        finally
        {
            Count(sender, batch);
        }
    }

    private void Count(ClientKey sender, ReadingBatch batch)
    {
        var rejected = batch.Results.Count(result => result?.Outcome == Grains.Interfaces.Levels.ReadingOutcome.Rejected);
        if (rejected > 0)
            _limit.AttemptAcquire(sender, rejected).Dispose();
    }
}
