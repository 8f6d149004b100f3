using System.Security.Claims;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Work in progress for a caller: a hub connection, a watch, an MJPEG stream. <see cref="AccessMonitor"/> ends it when the caller's token expires or its
/// key is removed. Other code may end it for other reasons. Thread-safe.
/// </summary>
/// <param name="user">Returns the current caller: with long polling each poll carries a token, which may be newer.</param>
/// <param name="leave">Removes it from the monitor.</param>
internal sealed class ActiveAccess(Func<ClaimsPrincipal?> user, Action<ActiveAccess> leave) : IDisposable
{
    // Not disposed, because another thread may be about to cancel it. Without a timer it holds no resources.
    private readonly CancellationTokenSource _end = new();
    private ApiError? _reason;

    /// <summary>The current caller.</summary>
    public ClaimsPrincipal? User => user();

    /// <summary>Cancelled when access ends.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>The reason why access ended; null while it is allowed.</summary>
    public ApiError? Reason => Volatile.Read(ref _reason);

    /// <summary>Ends access; only the first call has an effect. Continuations run on the thread pool.</summary>
    public void End(ApiError reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = _end.CancelAsync();
    }

    /// <summary>The work is done.</summary>
    public void Dispose() => leave(this);
}
