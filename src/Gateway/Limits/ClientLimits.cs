using System.Threading.RateLimiting;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// All limits of single clients, in one limiter: each partitioned limiter of .NET wakes ten times a second for as long as it lives, and ten of them were most of
/// what an idle system cost. Limiters of clients that have been idle for some seconds are dropped. Thread-safe.
/// </summary>
internal sealed class ClientLimits : IDisposable
{
    private readonly PartitionedRateLimiter<LimitedClient> _limiter = PartitionedRateLimiter.Create<LimitedClient, LimitedClient>(
        one => one.Limit is null ? RateLimitPartition.GetNoLimiter(one) : RateLimitPartition.Get(one, key => key.Limit!.Make(key.Client)));

    /// <summary>Adds a limit that each client has for itself.</summary>
    /// <param name="make">Makes the limiter of a client.</param>
    public ClientLimit Add(Func<ClientKey, RateLimiter> make) => new(_limiter, make);

    /// <summary>Limits requests.</summary>
    /// <param name="limitOf">Which limit counts for a request, and whose it is; no limit counts for the default value.</param>
    public PartitionedRateLimiter<HttpContext> OfRequests(Func<HttpContext, LimitedClient> limitOf) => _limiter.WithTranslatedKey(limitOf, leaveOpen: true);

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    /// <summary>A token bucket: a sustained rate and a burst. Replenished ten times a second when the rate is high enough.</summary>
    public static RateLimiter Bucket(int perSecond, int burst)
    {
        var tokens = (perSecond + 9) / 10;
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / perSecond),
            QueueLimit = 0,
            // The partitioned limiter does it, for all of them.
            AutoReplenishment = false,
        });
    }

    /// <summary>A number of things at the same time.</summary>
    public static RateLimiter Concurrency(int limit, int queue = 0) => new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = limit, QueueLimit = queue });
}

/// <summary>A limit that each client has for itself. Thread-safe.</summary>
/// <param name="limiter">The limiter of all limits.</param>
/// <param name="make">Makes the limiter of a client.</param>
internal sealed class ClientLimit(PartitionedRateLimiter<LimitedClient> limiter, Func<ClientKey, RateLimiter> make)
{
    /// <summary>Makes the limiter of a client.</summary>
    public RateLimiter Make(ClientKey client) => make(client);

    /// <inheritdoc cref="PartitionedRateLimiter{TResource}.AttemptAcquire"/>
    public RateLimitLease AttemptAcquire(ClientKey client, int permitCount = 1) => limiter.AttemptAcquire(new LimitedClient(this, client), permitCount);

    /// <inheritdoc cref="PartitionedRateLimiter{TResource}.AcquireAsync"/>
    public ValueTask<RateLimitLease> AcquireAsync(ClientKey client, CancellationToken cancellationToken) =>
        limiter.AcquireAsync(new LimitedClient(this, client), permitCount: 1, cancellationToken);
}

/// <summary>A client under one of its limits.</summary>
/// <param name="Limit">The limit; null for none.</param>
/// <param name="Client">The client.</param>
internal readonly record struct LimitedClient(ClientLimit? Limit, ClientKey Client);
