using System.Collections.Concurrent;
using System.Security.Claims;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Ends what runs for a caller when the caller's token expires or its key is removed. One loop looks at everything that runs once a second, and at once when
/// a key was removed, so that frames cost nothing more. No clock skew is granted to what runs.
/// </summary>
internal sealed class AccessMonitor(TokenKeys keys, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<RunningAccess, bool> _running = new();

    /// <summary>How many run.</summary>
    public int Count => _running.Count;

    /// <summary>Something begins to run. It is looked at until it is disposed of.</summary>
    /// <param name="user">Tells who calls now.</param>
    public RunningAccess Begin(Func<ClaimsPrincipal?> user)
    {
        var access = new RunningAccess(user, gone => _running.TryRemove(gone, out _));
        _running.TryAdd(access, true);
        return access;
    }

    /// <summary>Passes while the caller's token is good. Callers without a token pass.</summary>
    /// <exception cref="RefusedException"><c>unauthorized</c>: the token has expired or its key was removed.</exception>
    public void Require(ClaimsPrincipal? user)
    {
        if (FaultOf(user) is { } fault)
            throw new RefusedException(fault);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        keys.Changed += CheckAll;
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                CheckAll();
        }
        finally
        {
            keys.Changed -= CheckAll;
        }
    }

    private void CheckAll()
    {
        foreach (var (access, _) in _running)
        {
            if (access.Reason is null && FaultOf(access.User) is { } fault)
                access.End(fault);
        }
    }

    private Fault? FaultOf(ClaimsPrincipal? user)
    {
        if (user is not TokenPrincipal { Token: var token })
            return null;
        if (token.ExpiresAt <= time.GetUtcNow())
            return Refuse.Unauthorized("The token has expired.").Fault;
        return keys.IsAccepted(token.Key) ? null : Refuse.Unauthorized("The key that signed the token is no longer accepted.").Fault;
    }
}
