using System.Collections.Concurrent;
using System.Security.Claims;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Ends a caller's connections, watches and streams when its token expires or is revoked, or its key is removed. One loop checks all of them once a
/// second, and immediately when a key or a token goes, so sending a frame needs no extra check. Running work gets no clock skew.
/// </summary>
internal sealed partial class AccessMonitor(TokenTrust trust, TimeProvider timeProvider, ILogger<AccessMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ActiveAccess, bool> _running = new();

    /// <summary>Number of registered items.</summary>
    public int Count => _running.Count;

    /// <summary>Registers running work. It is checked until it is disposed.</summary>
    /// <param name="user">Returns the current caller.</param>
    public ActiveAccess Begin(Func<ClaimsPrincipal?> user)
    {
        var access = new ActiveAccess(user, ended => _running.TryRemove(ended, out _));
        _running.TryAdd(access, true);
        return access;
    }

    /// <summary>The tokens on which something runs.</summary>
    public IEnumerable<AcceptedToken> Tokens => _running.Keys.Select(access => access.User).OfType<TokenPrincipal>().Select(user => user.Token);

    /// <summary>Throws unless the caller's token is valid. Callers without a token are allowed.</summary>
    /// <exception cref="ApiException"><c>unauthorized</c>: the token has expired or was revoked, or its key was removed.</exception>
    public void Require(ClaimsPrincipal? user)
    {
        if (FaultOf(user) is { } fault)
            throw new ApiException(fault);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        trust.Changed += CheckAll;
        try
        {
            using var timer = new PeriodicTimer(Interval, timeProvider);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                CheckAll();
        }
        finally
        {
            trust.Changed -= CheckAll;
        }
    }

    private void CheckAll()
    {
        foreach (var (access, _) in _running)
        {
            try
            {
                if (access.Reason is null && FaultOf(access.User) is { } fault)
                    access.End(fault);
            }
            catch (Exception exception)
            {
                // A failure of one item does not stop the check of the others.
                Log.OneFailed(logger, exception);
            }
        }
    }

    private ApiError? FaultOf(ClaimsPrincipal? user) => user is TokenPrincipal { Token: var token } ? trust.FaultOf(token) : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Something that runs on a token could not be checked; it is checked again in a second.")]
        public static partial void OneFailed(ILogger logger, Exception exception);
    }
}
