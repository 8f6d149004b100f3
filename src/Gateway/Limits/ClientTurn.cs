using System.Threading.RateLimiting;

namespace LiveParking.Gateway.Limits;

/// <summary>One permit to process a call of a client; see <see cref="ClientTurns"/>. Disposing it, or its time limit, returns the permit. Thread-safe.</summary>
internal sealed class ClientTurn : IDisposable
{
    private readonly ITimer _end;
    private RateLimitLease? _lease;

    /// <param name="lease">The permit.</param>
    /// <param name="longest">How long the turn lasts at most.</param>
    /// <param name="timeProvider">The clock.</param>
    public ClientTurn(RateLimitLease lease, TimeSpan longest, TimeProvider timeProvider)
    {
        _lease = lease;
        _end = timeProvider.CreateTimer(turn => ((ClientTurn)turn!).Dispose(), this, longest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the turn.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _lease, null)?.Dispose();
        // The timer may end the turn before the constructor has assigned it.
        _end?.Dispose();
    }
}
