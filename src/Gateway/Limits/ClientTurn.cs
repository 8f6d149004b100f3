using System.Threading.RateLimiting;

namespace LiveParking.Gateway.Limits;

/// <summary>A turn of a client; see <see cref="ClientTurns"/>. Thread-safe.</summary>
internal sealed class ClientTurn : IDisposable
{
    private readonly ITimer _end;
    private RateLimitLease? _lease;

    /// <param name="lease">Counts until the turn ends.</param>
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
        _end?.Dispose();
    }
}
