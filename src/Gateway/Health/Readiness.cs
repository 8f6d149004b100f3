using LiveParking.Gateway.Cluster;

namespace LiveParking.Gateway.Health;

/// <summary>
/// Whether this gateway can serve, by all checks of the process. They run at most once a second, however often somebody asks, and are waited
/// for 2 s: what is wrong shows within 3 s.
/// </summary>
internal sealed class Readiness(ParkingCluster cluster, IEnumerable<IReadinessCheck> checks, TimeProvider time)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly RunningCheck[] _checks = [.. checks.Select(check => new RunningCheck(check, time))];
    private readonly Lock _lock = new();
    private Task<IReadOnlyList<ReadinessFault>>? _answer;
    private long _askedAt;

    /// <summary>What is wrong; nothing when all is well.</summary>
    public Task<IReadOnlyList<ReadinessFault>> FindAsync()
    {
        lock (_lock)
        {
            if (_answer is null || (_answer.IsCompleted && time.GetElapsedTime(_askedAt) >= AskAgainAfter))
            {
                _askedAt = time.GetTimestamp();
                _answer = AskAsync();
            }

            return _answer;
        }
    }

    private async Task<IReadOnlyList<ReadinessFault>> AskAsync()
    {
        // What the checks look at lies behind the cluster.
        if (cluster.Link.Reason is { } reason)
            return [new ReadinessFault(reason, IsBlocking: true)];
        return [.. (await Task.WhenAll(_checks.Select(check => check.AskAsync()))).OfType<ReadinessFault>()];
    }

    /// <summary>One check, of which one run at a time is under way.</summary>
    private sealed class RunningCheck(IReadinessCheck check, TimeProvider time)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

        private Task<ReadinessFault?> _run = Task.FromResult<ReadinessFault?>(null);

        public async Task<ReadinessFault?> AskAsync()
        {
            if (_run.IsCompleted)
                _run = check.FindAsync();
            await Task.WhenAny(_run, Task.Delay(Patience, time));
            return _run.IsCompleted ? await _run : check.Late;
        }
    }
}
