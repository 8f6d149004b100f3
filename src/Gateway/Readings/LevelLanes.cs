using LiveParking.Gateway.Cluster;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>
/// Brings readings to their levels, with one call to a level at a time: what comes for it meanwhile waits and goes together with the next one, so
/// that many callers with one reading each cost few calls and few stored writes.
/// </summary>
internal sealed class LevelLanes(ParkingCluster cluster)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LevelKey, Queue<Waiting>> _lanes = [];

    /// <summary>Reports readings to a level. Completes after their effect is stored.</summary>
    /// <param name="level">The level.</param>
    /// <param name="readings">1 to 1,000 readings.</param>
    public Task<ReadingsAnswer> ReportAsync(LevelKey level, IReadOnlyList<Reading> readings)
    {
        var waiting = new Waiting(readings);
        lock (_lock)
        {
            if (_lanes.TryGetValue(level, out var lane))
            {
                lane.Enqueue(waiting);
                return waiting.Answer.Task;
            }

            lane = new Queue<Waiting>();
            lane.Enqueue(waiting);
            _lanes.Add(level, lane);
        }

        _ = RunAsync(level);
        return waiting.Answer.Task;
    }

    /// <summary>Calls a level until nothing waits for it.</summary>
    private async Task RunAsync(LevelKey level)
    {
        var together = new List<Waiting>();
        while (TryTake(level, together))
        {
            try
            {
                await CallAsync(level, together);
            }
            catch (Exception exception)
            {
                // Told to everybody who waits for it.
                together.ForEach(each => each.Answer.TrySetException(exception));
            }
        }
    }

    private bool TryTake(LevelKey level, List<Waiting> together)
    {
        together.Clear();
        lock (_lock)
        {
            var lane = _lanes[level];
            for (var readings = 0; lane.TryPeek(out var next); readings += next.Readings.Count)
            {
                if (together.Count > 0 && readings + next.Readings.Count > ReadingsReader.Most)
                    break;
                together.Add(lane.Dequeue());
            }

            if (together.Count == 0)
                _lanes.Remove(level);
            return together.Count > 0;
        }
    }

    private async Task CallAsync(LevelKey level, List<Waiting> together)
    {
        var readings = together is [var only] ? only.Readings : [.. together.SelectMany(each => each.Readings)];
        var answer = await cluster.LevelAsync(level.LocationId, level.LevelId, grain => grain.ReportAsync(readings));
        var at = 0;
        foreach (var each in together)
        {
            each.Answer.SetResult(together.Count == 1
                ? answer
                : answer with { Results = [.. answer.Results.Skip(at).Take(each.Readings.Count)] });
            at += each.Readings.Count;
        }
    }

    private sealed record Waiting(IReadOnlyList<Reading> Readings)
    {
        public TaskCompletionSource<ReadingsAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
