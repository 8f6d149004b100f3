using System.Threading.RateLimiting;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Lets each client begin a few hub connections and calls at a time; its further ones wait, oldest first. So the flood of one client waits in a queue of
/// its own, and not in the thread pool before everybody else's requests. Thread-safe.
/// </summary>
internal sealed class ClientTurns(TimeProvider timeProvider) : IDisposable
{
    private const int AtTheSameTime = 16;

    /// <summary>How long a turn lasts at most. A call that waits for something else, such as a lost silo, does not hold up the others of its client.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(0.25);

    // What may wait is bounded by the limits of connections and of calls.
    private readonly PartitionedRateLimiter<ClientKey> _limiter = PartitionedRateLimiter.Create<ClientKey, ClientKey>(
        client => RateLimitPartition.GetConcurrencyLimiter(
            client, _ => new ConcurrencyLimiterOptions { PermitLimit = AtTheSameTime, QueueLimit = int.MaxValue }));

    /// <summary>Waits for a turn of a client. It ends when it is disposed of, and by itself after 0.25 s.</summary>
    /// <exception cref="OperationCanceledException">The client waits no more.</exception>
    public async ValueTask<ClientTurn> EnterAsync(ClientKey client, CancellationToken cancellationToken) =>
        new(await _limiter.AcquireAsync(client, permitCount: 1, cancellationToken), Longest, timeProvider);

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
