using System.Threading.RateLimiting;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Readings;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Limits how many rejected readings one token may send: invented sensors, clocks that are ahead, levels that do not exist. A token that has sent too
/// many has to wait before any of its readings are looked at again. Safe to use from any thread.
/// </summary>
internal sealed class RejectedReadings(IOptions<GatewayOptions> options, GatewayMeters meters, TimeProvider time) : IDisposable
{
    private readonly PartitionedRateLimiter<ClientKey> _limiter = PartitionedRateLimiter.Create<ClientKey, ClientKey>(
        client => RateLimitPartition.Get(
            client, _ => new DebtLimiter(options.Value.RejectedReadingsPerSecondOfClient, options.Value.RejectedReadingBurstOfClient, time)));

    /// <summary>Passes while the sender may send readings.</summary>
    /// <exception cref="RefusedException"><c>too-many-requests</c>: too many of its readings were rejected.</exception>
    public void Require(ClientKey sender)
    {
        using var lease = _limiter.AttemptAcquire(sender, permitCount: 0);
        if (lease.IsAcquired)
            return;
        meters.RequestsRefused.Add(1, new KeyValuePair<string, object?>("limit", "rejected-readings"));
        lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter);
        throw Refuse.TooManyRequests("Too many readings with this token were rejected. Find out why before sending more.", retryAfter);
    }

    /// <summary>Counts those of a batch that are rejected when it has been reported, also where that failed for some of its levels.</summary>
    /// <returns>What the report gives.</returns>
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
            _limiter.AttemptAcquire(sender, rejected).Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
