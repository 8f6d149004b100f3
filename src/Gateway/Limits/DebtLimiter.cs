using System.Threading.RateLimiting;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// A token bucket for work that is counted after it was done. Permits are always taken, even more than are available, and the debt is repaid at the
/// same rate. Taking 0 permits succeeds while there is no debt. Thread-safe.
/// </summary>
/// <param name="perSecond">Sustained permits a second.</param>
/// <param name="burst">Burst of permits, and the maximum debt.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class DebtLimiter(int perSecond, int burst, TimeProvider timeProvider) : RateLimiter
{
    private readonly Lock _lock = new();
    private double _left = burst;
    private long _last = timeProvider.GetTimestamp();

    /// <summary>How long the bucket has been full; null while it is not full, so that the bucket is kept.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
            {
                var idle = timeProvider.GetElapsedTime(_last) - TimeSpan.FromSeconds((burst - _left) / perSecond);
                return idle > TimeSpan.Zero ? idle : null;
            }
        }
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics GetStatistics()
    {
        lock (_lock)
        {
            Refill();
            return new RateLimiterStatistics { CurrentAvailablePermits = (long)_left };
        }
    }

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_lock)
        {
            Refill();
            if (permitCount == 0 && _left <= 0)
                return new Lease(TimeSpan.FromSeconds((1 - _left) / perSecond));
            _left = Math.Max(-burst, _left - permitCount);
            return Lease.Acquired;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    private void Refill()
    {
        var now = timeProvider.GetTimestamp();
        _left = Math.Min(burst, _left + (timeProvider.GetElapsedTime(_last, now).TotalSeconds * perSecond));
        _last = now;
    }

    /// <param name="wait">Time to wait; null when it was acquired.</param>
    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public static Lease Acquired { get; } = new(null);

        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = wait;
            return wait is not null && metadataName == MetadataName.RetryAfter.Name;
        }
    }
}
