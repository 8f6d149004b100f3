using System.Diagnostics;
using LiveParking.Bench.Ingest.Systems;

namespace LiveParking.Bench.Ingest.Load;

/// <summary>All callers of one row, who send as fast as they are answered.</summary>
internal sealed class LoadRun : IDisposable
{
    private readonly List<Caller> _callers = [];
    private readonly int _batch;

    /// <param name="system">The system under load.</param>
    /// <param name="name">Part of the sensors' ids, so that rows do not share sensors.</param>
    /// <param name="callers">Number of callers.</param>
    /// <param name="levels">Levels among which they are spread.</param>
    /// <param name="batch">Readings in one request.</param>
    public LoadRun(RunningSystem system, string name, int callers, int levels, int batch)
    {
        _batch = batch;
        for (var i = 0; i < callers; i++)
        {
            var path = $"/api/v1/locations/{RunningSystem.Location}/levels/{RunningSystem.Level(i % levels)}/readings";
            _callers.Add(new Caller(system.HttpPort, path, system.Token, $"{name}-{i}"));
        }
    }

    /// <summary>Cars inside by what was accepted, in all runs so far.</summary>
    public int Inside => _callers.Sum(caller => caller.Inside);

    /// <summary>Sends for a time.</summary>
    public async Task<LoadResult> RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var before = _callers.Sum(caller => caller.Accepted);
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(_callers.Select(caller => Task.Run(() => SendAsync(caller, started, time, cancellationToken), cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        double[] sorted = [.. latencies.SelectMany(callerLatencies => callerLatencies).Order()];
        return new LoadResult(_callers.Sum(caller => caller.Accepted) - before, sorted.Length, seconds, At(0.5), At(0.99));

        double At(double share) => sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    /// <inheritdoc/>
    public void Dispose() => _callers.ForEach(caller => caller.Dispose());

    private async Task<List<double>> SendAsync(Caller caller, long started, TimeSpan time, CancellationToken cancellationToken)
    {
        var latencies = new List<double>();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var sent = Stopwatch.GetTimestamp();
            await caller.SendAsync(_batch, TimeProvider.System.GetUtcNow(), cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    }
}
