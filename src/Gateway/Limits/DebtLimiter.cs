using System.Threading.RateLimiting;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// A token bucket for what is counted after it was done: permits are always taken, also more than there are, and the debt is paid off at the same rate.
/// To take none succeeds while there is no debt. Safe to use from any thread.
/// </summary>
/// <param name="perSecond">Permits a second in the long run.</param>
/// <param name="burst">Permits at once, and the greatest debt.</param>
/// <param name="time">The clock.</param>
internal sealed class DebtLimiter(int perSecond, int burst, TimeProvider time) : RateLimiter
{
    private readonly Lock _lock = new();
    private double _left = burst;
    private long _last = time.GetTimestamp();

    /// <summary>Since when the bucket has been full; null while it is not, so that whose bucket it is stays known.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
            {
                var idle = time.GetElapsedTime(_last) - TimeSpan.FromSeconds((burst - _left) / perSecond);
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
        var now = time.GetTimestamp();
        _left = Math.Min(burst, _left + (time.GetElapsedTime(_last, now).TotalSeconds * perSecond));
        _last = now;
    }

    /// <param name="wait">How long to wait; null where it was acquired.</param>
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
