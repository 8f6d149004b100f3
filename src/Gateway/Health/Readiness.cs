using LiveParking.Gateway.Cluster;

namespace LiveParking.Gateway.Health;

/// <summary>
/// Whether this gateway can serve, by all checks of the process. They run at most once a second, however often they are requested, with a timeout of
/// 2 s. A fault is visible within 3 s.
/// </summary>
internal sealed class Readiness
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ClusterLink _link;
    private readonly RunningCheck[] _checks;
    private readonly RecentAnswer<IReadOnlyList<ReadinessFault>> _faults;

    public Readiness(ClusterLink link, IEnumerable<IReadinessCheck> checks, TimeProvider timeProvider)
    {
        _link = link;
        _checks = [.. checks.Select(check => new RunningCheck(check, timeProvider))];
        _faults = new(AskAsync, AskAgainAfter, timeProvider);
    }

    /// <summary>All faults; empty when everything works.</summary>
    public Task<IReadOnlyList<ReadinessFault>> FindAsync() => _faults.GetAsync();

    private async Task<IReadOnlyList<ReadinessFault>> AskAsync()
    {
        // The checks depend on the cluster.
        if (_link.Reason is { } reason)
            return [new ReadinessFault(reason, IsBlocking: true)];
        return [.. (await Task.WhenAll(_checks.Select(check => check.AskAsync()))).OfType<ReadinessFault>()];
    }

    /// <summary>One check, with at most one run in progress.</summary>
    private sealed class RunningCheck(IReadinessCheck check, TimeProvider timeProvider)
    {
        private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

        private Task<ReadinessFault?> _run = Task.FromResult<ReadinessFault?>(null);

        public async Task<ReadinessFault?> AskAsync()
        {
            if (_run.IsCompleted)
                _run = check.FindAsync();
            await Task.WhenAny(_run, Task.Delay(Timeout, timeProvider));
            return _run.IsCompleted ? await _run : check.TimeoutFault;
        }
    }
}
