using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>The readings of one request: those to send to their levels, and those rejected here.</summary>
internal sealed class ReadingBatch
{
    private readonly List<ReadingResult?> _results = [];
    private readonly List<int> _indexes = [];

    /// <summary>Created with the first entry: most requests have none.</summary>
    private List<(LevelKey? Level, string SensorId, string Reason, int Index)>? _noted;

    /// <summary>The well-formed readings, in request order.</summary>
    public List<Reading> Readings { get; } = [];

    /// <summary>One for each reading of the request, in request order; null until a level has answered.</summary>
    public IReadOnlyList<ReadingResult?> Results => _results;

    /// <summary>The level of each well-formed reading, if readings name their level; otherwise empty.</summary>
    public List<LevelKey> Levels { get; } = [];

    /// <summary>Number of readings rejected because the caller may not report for their level or sensor.</summary>
    public int Forbidden { get; private set; }

    /// <summary>Adds the next reading, which is well formed.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="level">Its level, if the reading names one.</param>
    public void Accept(Reading reading, LevelKey? level = null)
    {
        Readings.Add(reading);
        if (level is { } named)
            Levels.Add(named);
        _indexes.Add(_results.Count);
        _results.Add(null);
    }

    /// <summary>Rejects the next reading.</summary>
    public void Reject(string id, string reason) =>
        _results.Add(new ReadingResult(
            id.Length <= ReadingLimits.MaxIdLength ? id : id[..ReadingLimits.MaxIdLength], ReadingOutcome.Rejected, reason));

    /// <summary>Rejects the next reading because the caller may not report for its level or sensor.</summary>
    public void Forbid(string id, string reason)
    {
        Reject(id, reason);
        Forbidden++;
    }

    /// <summary>Records the sensor of the last rejected reading, for its level's statistics.</summary>
    /// <param name="sensorId">The sensor.</param>
    /// <param name="reason">Why it was rejected.</param>
    /// <param name="level">Its level, if it names one for which the caller may report.</param>
    public void Note(string sensorId, string reason, LevelKey? level = null) => (_noted ??= []).Add((level, sensorId, reason, _results.Count - 1));

    /// <summary>The recorded rejections, by level; a null level when readings do not name theirs.</summary>
    public IEnumerable<(LevelKey? Level, IReadOnlyList<RefusedReading> Refused)> RefusedByLevel()
    {
        if (_noted is null)
            return [];
        Dictionary<(LevelKey?, string), int> newest = [];
        for (var i = 0; i < Readings.Count; i++)
            newest[(Levels.Count > 0 ? Levels[i] : null, Readings[i].SensorId)] = _indexes[i];
        return _noted.GroupBy(noted => noted.Level, (level, all) => (level, (IReadOnlyList<RefusedReading>)
            [.. all.Select(noted => new RefusedReading(noted.SensorId, noted.Reason, newest.GetValueOrDefault((level, noted.SensorId), -1) > noted.Index, _results[noted.Index]!.Id))]));
    }

    /// <summary>Sets the result of one well-formed reading.</summary>
    /// <param name="reading">Its index in <see cref="Readings"/>.</param>
    /// <param name="result">Its result.</param>
    public void Settle(int reading, ReadingResult result) => _results[_indexes[reading]] = result;

    /// <summary>Sets the results of all well-formed readings.</summary>
    public void Settle(IReadOnlyList<ReadingResult> results)
    {
        for (var i = 0; i < results.Count; i++)
            Settle(i, results[i]);
    }
}
