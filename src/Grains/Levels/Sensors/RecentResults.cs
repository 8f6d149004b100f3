using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>
/// The last results of each sensor of a level, in memory only: a sensor that finds out why it is refused needs the newest ones, and storing all of them would
/// cost more than the readings. Bounded: above the level's limit, or the silo's, the sensor that was silent for longest loses its results.
/// </summary>
/// <param name="memory">The memory of the silo.</param>
/// <param name="maxBytes">The limit of the level.</param>
internal sealed class RecentResults(ResultMemory memory, int maxBytes = RecentResults.DefaultMaxBytes)
{
    private const int DefaultMaxBytes = 2 * 1024 * 1024;
    private const int MaxReasonLength = 200;

    /// <summary>The entry of a sensor in the dictionary, with its id.</summary>
    private const int EntryBytes = 200;

    private readonly Dictionary<string, SensorResultLog> _logs = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The results of a sensor, newest first.</summary>
    public IReadOnlyList<SensorResult> Of(string sensorId) => _logs.GetValueOrDefault(sensorId)?.NewestFirst() ?? [];

    /// <summary>Adds the results of readings.</summary>
    public void Add(IReadOnlyList<Reading> readings, IReadOnlyList<ReadingResult> results, DateTimeOffset now)
    {
        for (var i = 0; i < readings.Count; i++)
            Add(readings[i].SensorId, readings[i].Id, results[i].Outcome, results[i].Reason, now, readings[i].At);
    }

    /// <summary>Adds rejected payloads.</summary>
    public void Add(IReadOnlyList<RefusedReading> refused, DateTimeOffset now)
    {
        foreach (var reading in refused)
            Add(reading.SensorId, reading.Id, ReadingOutcome.Rejected, reading.Reason, now, at: null);
    }

    /// <summary>Forgets all results, and gives their memory back.</summary>
    public void Clear()
    {
        _logs.Clear();
        memory.Take(-_bytes);
        _bytes = 0;
    }

    private void Add(string? sensorId, string? id, ReadingOutcome outcome, string? reason, DateTimeOffset now, DateTimeOffset? at)
    {
        if (sensorId is null or "" or { Length: > ReadingLimits.MaxIdLength } || id is { Length: > ReadingLimits.MaxIdLength })
            return;
        var before = 0;
        if (_logs.TryGetValue(sensorId, out var log))
            before = Size(log);
        else
            _logs.Add(sensorId, log = new SensorResultLog());
        log.Add(id, outcome, reason is { Length: > MaxReasonLength } ? reason[..MaxReasonLength] : reason, now, at);
        var more = Size(log) - before;
        if (more == 0)
            return;
        _bytes += more;
        if (memory.Take(more) | _bytes > maxBytes)
            MakeRoom(keep: sensorId);
    }

    /// <summary>Frees an eighth, so that the search is rare.</summary>
    private void MakeRoom(string keep)
    {
        var enough = Math.Min(_bytes, maxBytes) * 7 / 8;
        foreach (var (id, log) in _logs.OrderBy(log => log.Value.LastAt).ToList())
        {
            if (_bytes <= enough)
                return;
            if (id == keep || !_logs.Remove(id))
                continue;
            _bytes -= Size(log);
            memory.Take(-Size(log));
        }
    }

    private static int Size(SensorResultLog log) => log.Capacity + EntryBytes;
}
