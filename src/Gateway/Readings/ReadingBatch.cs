using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>The readings of one request: those that go to their levels, and those that are rejected here.</summary>
internal sealed class ReadingBatch
{
    private readonly List<ReadingResult?> _results = [];
    private readonly List<int> _places = [];

    /// <summary>Made when the first is noted: most requests have none.</summary>
    private List<(LevelKey? Level, string SensorId, string Reason, int Place)>? _noted;

    /// <summary>Those that are well formed, in their order.</summary>
    public List<Reading> Readings { get; } = [];

    /// <summary>One for each reading of the request, in their order; null where a level has yet to say.</summary>
    public IReadOnlyList<ReadingResult?> Results => _results;

    /// <summary>The level of each well-formed reading, where they name their own; otherwise empty.</summary>
    public List<LevelKey> Levels { get; } = [];

    /// <summary>How many were rejected because the caller may not report for their location.</summary>
    public int Forbidden { get; private set; }

    /// <summary>Takes the next reading, which is well formed.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="level">Its level, where it names it.</param>
    public void Accept(Reading reading, LevelKey? level = null)
    {
        Readings.Add(reading);
        if (level is { } named)
            Levels.Add(named);
        _places.Add(_results.Count);
        _results.Add(null);
    }

    /// <summary>Rejects the next reading.</summary>
    public void Reject(string id, string reason) =>
        _results.Add(new ReadingResult(
            id.Length <= ReadingFields.LongestId ? id : id[..ReadingFields.LongestId], ReadingOutcome.Rejected, reason));

    /// <summary>Rejects the next reading because the caller may not report for its location.</summary>
    public void Forbid(string id, string location)
    {
        Reject(id, $"location: the token is not for '{location}'.");
        Forbidden++;
    }

    /// <summary>Notes who sent the one that was rejected last, for its level to know.</summary>
    /// <param name="sensorId">The sensor.</param>
    /// <param name="reason">Why it was rejected.</param>
    /// <param name="level">Its level, where it names one for which the caller may report.</param>
    public void Note(string sensorId, string reason, LevelKey? level = null) => (_noted ??= []).Add((level, sensorId, reason, _results.Count - 1));

    /// <summary>What was noted, by level; no level where the readings do not name theirs.</summary>
    public IEnumerable<(LevelKey? Level, IReadOnlyList<RefusedReading> Refused)> Refused()
    {
        if (_noted is null)
            return [];
        Dictionary<(LevelKey?, string), int> newest = [];
        for (var i = 0; i < Readings.Count; i++)
            newest[(Levels.Count > 0 ? Levels[i] : null, Readings[i].SensorId)] = _places[i];
        return _noted.GroupBy(each => each.Level, (level, all) => (level, (IReadOnlyList<RefusedReading>)
            [.. all.Select(each => new RefusedReading(each.SensorId, each.Reason, newest.GetValueOrDefault((level, each.SensorId), -1) > each.Place))]));
    }

    /// <summary>Puts what was said of a well-formed reading in its place.</summary>
    /// <param name="reading">Its place in <see cref="Readings"/>.</param>
    /// <param name="result">What became of it.</param>
    public void Settle(int reading, ReadingResult result) => _results[_places[reading]] = result;

    /// <summary>Puts what a level said of all well-formed readings in their places.</summary>
    public void Settle(IReadOnlyList<ReadingResult> results)
    {
        for (var i = 0; i < results.Count; i++)
            Settle(i, results[i]);
    }
}
