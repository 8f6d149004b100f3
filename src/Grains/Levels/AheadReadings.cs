namespace LiveParking.Grains.Levels;

/// <summary>
/// Counts the readings of a level whose sensor time is in the future. None of them may be forgotten before its time has come, because a duplicate
/// would then look like a new reading. So a sensor may have only a limited number of them: always twice the number kept for every sensor, and more
/// while few sensors have that many. Its share depends on how many other sensors exceed the kept number, not on how far they exceed it: no sensor can
/// take the room of another. When the sensors are ordered by their excess over the kept number, the sensor at position n has at most 1/n of the room.
/// </summary>
internal sealed class AheadReadings(LevelState state, SensorBound bound, DateTimeOffset now)
{
    /// <summary>Minimum divisor of the room.</summary>
    public const int MinShares = 4;

    private readonly Dictionary<string, int> _ofSensor = new(StringComparer.Ordinal);
    private readonly int?[] _sharing = new int?[2];

    /// <summary>Whether a sensor may have one more future reading.</summary>
    public bool HasRoom(string sensorId, SensorMemory? memory)
    {
        var known = Of(sensorId, memory);
        return known < 2 * bound.KeptPerSensor
            || known - bound.KeptPerSensor < ReadingWindow.MaxExtraReadings / Math.Max(MinShares, Sharing(ReadingWindow.GroupOf(memory, now)));
    }

    /// <summary>Counts one more future reading of a sensor.</summary>
    public void Add(string sensorId, SensorMemory? memory)
    {
        var before = Of(sensorId, memory);
        _ofSensor[sensorId] = before + 1;
        var group = ReadingWindow.GroupOf(memory, now);
        if (before == bound.KeptPerSensor && _sharing[group] is { } known)
            _sharing[group] = known + 1;
    }

    private int Of(string sensorId, SensorMemory? memory)
    {
        if (!_ofSensor.TryGetValue(sensorId, out var count))
            _ofSensor[sensorId] = count = memory?.Recent.CountAfter(now) ?? 0;
        return count;
    }

    /// <summary>Number of sensors of a group that exceed the kept number.</summary>
    private int Sharing(int group)
    {
        if (_sharing[group] is { } known)
            return known;
        var count = 0;
        foreach (var (id, memory) in state.Sensors)
        {
            if (memory.Recent.Count > bound.KeptPerSensor
                && !_ofSensor.ContainsKey(id)
                && ReadingWindow.GroupOf(memory, now) == group
                && memory.Recent.CountAfter(now) > bound.KeptPerSensor)
            {
                count++;
            }
        }

        foreach (var (id, ahead) in _ofSensor)
        {
            if (ahead > bound.KeptPerSensor && ReadingWindow.GroupOf(state.Sensors.GetValueOrDefault(id), now) == group)
                count++;
        }

        _sharing[group] = count;
        return count;
    }
}
