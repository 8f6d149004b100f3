namespace LiveParking.Grains.Levels;

/// <summary>
/// What a level remembers of accepted readings: those of the last 10 minutes of each sensor's own time and at least its newest 16,
/// at most 1,024 in all and 256 sensors. A repetition of one that is remembered is a duplicate; what is
/// not newer than something forgotten of its sensor is late. So nothing counts twice, however late it is repeated.
/// </summary>
internal static class ReadingMemory
{
    public const int MostReadings = 1024;
    public const int MostSensors = 256;
    public const int KeptOfSensor = 16;
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    public static SensorMemory Of(LevelState state, string sensorId) =>
        state.Sensors.GetValueOrDefault(sensorId) ?? SensorMemory.Empty with { ForgottenUntil = state.ForgottenUntil };

    /// <summary>Cars in less cars out after a time, as far as remembered.</summary>
    public static int ChangesAfter(LevelState state, DateTimeOffset at)
    {
        var sum = 0;
        foreach (var memory in state.Sensors.Values)
        {
            for (var i = memory.Recent.Count - 1; i >= 0 && memory.Recent[i].At > at; i--)
                sum += memory.Recent[i].Change;
        }

        return sum;
    }

    /// <summary>Forgets what is beyond the window.</summary>
    public static LevelState Trim(LevelState state)
    {
        var sensors = state.Sensors.ToBuilder();
        foreach (var (id, memory) in state.Sensors)
        {
            var kept = memory;
            while (kept.Recent.Count > KeptOfSensor && kept.Recent[0].At < kept.Recent[^1].At - Span)
                kept = kept.WithoutOldest();
            if (!ReferenceEquals(kept, memory))
                sensors[id] = kept;
        }

        var count = sensors.Values.Sum(memory => memory.Recent.Count);
        while (count > MostReadings)
        {
            var (id, memory) = sensors.MaxBy(sensor => sensor.Value.Recent.Count);
            for (; count > MostReadings && memory.Recent.Count > 1; count--)
                memory = memory.WithoutOldest();
            sensors[id] = memory;
        }

        var forgotten = state.ForgottenUntil;
        while (sensors.Count > MostSensors)
        {
            var (id, memory) = sensors.MinBy(sensor => sensor.Value.Recent[^1].At);
            forgotten = forgotten is { } until && until > memory.Recent[^1].At ? until : memory.Recent[^1].At;
            sensors.Remove(id);
        }

        return state with { Sensors = sensors.ToImmutable(), ForgottenUntil = forgotten };
    }
}
