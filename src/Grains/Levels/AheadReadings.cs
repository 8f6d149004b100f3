namespace LiveParking.Grains.Levels;

/// <summary>
/// How many readings of a level have an own time that is still to come. They can't be forgotten before it: a repetition could not be told from a new
/// reading then. So a sensor may have only so many of them.
/// </summary>
internal sealed class AheadReadings(LevelState state, SensorBound bound, DateTimeOffset now)
{
    private readonly Dictionary<string, int> _ofSensor = new(StringComparer.Ordinal);
    private readonly int?[] _beyondKept = new int?[2];

    /// <summary>Whether a sensor may have one more.</summary>
    public bool HasRoom(string sensorId, SensorMemory? memory) =>
        Of(sensorId, memory) < bound.Kept || BeyondKept(ReadingWindow.GroupOf(memory, now)) < ReadingWindow.MostBeyondKept;

    /// <summary>A sensor has one more.</summary>
    public void Add(string sensorId, SensorMemory? memory)
    {
        var before = Of(sensorId, memory);
        _ofSensor[sensorId] = before + 1;
        var group = ReadingWindow.GroupOf(memory, now);
        if (before >= bound.Kept && _beyondKept[group] is { } known)
            _beyondKept[group] = known + 1;
    }

    private int Of(string sensorId, SensorMemory? memory)
    {
        if (!_ofSensor.TryGetValue(sensorId, out var count))
            _ofSensor[sensorId] = count = memory?.Recent.CountAfter(now) ?? 0;
        return count;
    }

    /// <summary>Those of a group's sensors that each has beyond the newest that are kept anyway.</summary>
    private int BeyondKept(int group)
    {
        if (_beyondKept[group] is { } known)
            return known;
        var count = 0;
        foreach (var (id, memory) in state.Sensors)
        {
            if (ReadingWindow.GroupOf(memory, now) == group && !_ofSensor.ContainsKey(id))
                count += Math.Max(0, memory.Recent.CountAfter(now) - bound.Kept);
        }

        foreach (var (id, ahead) in _ofSensor)
        {
            if (ReadingWindow.GroupOf(state.Sensors.GetValueOrDefault(id), now) == group)
                count += Math.Max(0, ahead - bound.Kept);
        }

        _beyondKept[group] = count;
        return count;
    }
}
