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
            var old = 0;
            while (memory.Recent.Count - old > KeptOfSensor && memory.Recent[old].At < memory.Recent[^1].At - Span)
                old++;
            if (old > 0)
                sensors[id] = memory.WithoutOldest(old);
        }

        // Sensors first: then one that is left has more than one reading as long as there are too many.
        var forgotten = state.ForgottenUntil;
        if (sensors.Count > MostSensors)
        {
            foreach (var (id, memory) in sensors.OrderBy(sensor => sensor.Value.Recent[^1].At).Take(sensors.Count - MostSensors).ToList())
            {
                forgotten = forgotten is { } until && until > memory.Recent[^1].At ? until : memory.Recent[^1].At;
                sensors.Remove(id);
            }
        }

        var count = sensors.Values.Sum(memory => memory.Recent.Count);
        while (count > MostReadings)
        {
            var (id, memory) = sensors.MaxBy(sensor => sensor.Value.Recent.Count);
            var old = Math.Min(count - MostReadings, memory.Recent.Count - 1);
            sensors[id] = memory.WithoutOldest(old);
            count -= old;
        }

        return state with { Sensors = sensors.ToImmutable(), ForgottenUntil = forgotten };
    }
}
