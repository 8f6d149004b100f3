namespace LiveParking.Grains.Levels;

/// <summary>
/// How many readings of a level have an own time that is still to come. None of them is forgotten before its time has come, because a repetition after
/// it could not be told from a new reading. So a sensor may have only so many of them: twice what is kept of every sensor in any case, and more while few
/// sensors have that many. Its share depends on how many others have more than is kept, and not on how much they have: no sensor can take the room of
/// another. When the sensors are ordered by what they have beyond what is kept, the one in place n has at most the nth part of the room.
/// </summary>
internal sealed class AheadReadings(LevelState state, SensorBound bound, DateTimeOffset now)
{
    /// <summary>The room is divided by this at least.</summary>
    public const int FewestShares = 4;

    private readonly Dictionary<string, int> _ofSensor = new(StringComparer.Ordinal);
    private readonly int?[] _sharing = new int?[2];

    /// <summary>Whether a sensor may have one more.</summary>
    public bool HasRoom(string sensorId, SensorMemory? memory)
    {
        var known = Of(sensorId, memory);
        return known < 2 * bound.Kept
            || known - bound.Kept < ReadingWindow.MostBeyondKept / Math.Max(FewestShares, Sharing(ReadingWindow.GroupOf(memory, now)));
    }

    /// <summary>A sensor has one more.</summary>
    public void Add(string sensorId, SensorMemory? memory)
    {
        var before = Of(sensorId, memory);
        _ofSensor[sensorId] = before + 1;
        var group = ReadingWindow.GroupOf(memory, now);
        if (before == bound.Kept && _sharing[group] is { } known)
            _sharing[group] = known + 1;
    }

    private int Of(string sensorId, SensorMemory? memory)
    {
        if (!_ofSensor.TryGetValue(sensorId, out var count))
            _ofSensor[sensorId] = count = memory?.Recent.CountAfter(now) ?? 0;
        return count;
    }

    /// <summary>The sensors of a group that have more than is kept in any case.</summary>
    private int Sharing(int group)
    {
        if (_sharing[group] is { } known)
            return known;
        var count = 0;
        foreach (var (id, memory) in state.Sensors)
        {
            if (memory.Recent.Count > bound.Kept
                && !_ofSensor.ContainsKey(id)
                && ReadingWindow.GroupOf(memory, now) == group
                && memory.Recent.CountAfter(now) > bound.Kept)
            {
                count++;
            }
        }

        foreach (var (id, ahead) in _ofSensor)
        {
            if (ahead > bound.Kept && ReadingWindow.GroupOf(state.Sensors.GetValueOrDefault(id), now) == group)
                count++;
        }

        _sharing[group] = count;
        return count;
    }
}
