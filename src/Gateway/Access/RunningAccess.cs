using System.Security.Claims;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Something that runs for a caller: a hub connection, a watch, an MJPEG stream. <see cref="AccessMonitor"/> ends it when the caller's token
/// expires or its key is removed; others may end it for their own reasons. Safe from any thread.
/// </summary>
/// <param name="user">Who calls now: with long polling each poll brings a token, which may be a newer one.</param>
/// <param name="leave">Takes it out of the monitor.</param>
internal sealed class RunningAccess(Func<ClaimsPrincipal?> user, Action<RunningAccess> leave) : IDisposable
{
    // Not disposed of, for somebody may be about to cancel it; without a timer it holds nothing.
    private readonly CancellationTokenSource _end = new();
    private Fault? _reason;

    /// <summary>Who calls now.</summary>
    public ClaimsPrincipal? User => user();

    /// <summary>Cancelled when it may run no longer.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>Why it may run no longer; null while it may.</summary>
    public Fault? Reason => Volatile.Read(ref _reason);

    /// <summary>Ends it; only the first call counts. What follows runs on the thread pool.</summary>
    public void End(Fault reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = _end.CancelAsync();
    }

    /// <summary>It runs no longer.</summary>
    public void Dispose() => leave(this);
}
