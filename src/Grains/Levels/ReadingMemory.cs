namespace LiveParking.Grains.Levels;

/// <summary>
/// What a level remembers of accepted readings, while one batch is taken: those of the last 10 minutes of each sensor's own time and at least
/// its newest 16, at most 1,024 in all and 512 sensors. A repetition of one that is remembered is a duplicate; what is not newer than
/// something forgotten of its sensor is late. So nothing counts twice, however late it is repeated.
/// </summary>
internal sealed class ReadingMemory(LevelState state)
{
    public const int MostReadings = 1024;
    public const int MostSensors = 512;
    public const int KeptOfSensor = 16;
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, SensorMemory> _touched = new(StringComparer.Ordinal);

    /// <summary>Whether this reading of the sensor was accepted and is remembered.</summary>
    public bool Knows(string sensorId, long fingerprint) => Find(sensorId)?.Knows(fingerprint) == true;

    /// <summary>Newest time of a reading of the sensor that can't be told from a new one any more.</summary>
    public DateTimeOffset? ForgottenUntil(string sensorId) => Find(sensorId) is { } memory ? memory.ForgottenUntil : state.ForgottenUntil;

    /// <summary>Remembers an accepted reading.</summary>
    public void Add(string sensorId, RememberedReading reading) =>
        _touched[sensorId] = (Find(sensorId) ?? SensorMemory.Empty with { ForgottenUntil = state.ForgottenUntil }).With(reading);

    /// <summary>Calls <paramref name="visit"/> with every remembered entry and exit after a time, and its sensor.</summary>
    public void ForChangesAfter(DateTimeOffset at, Action<string, int> visit)
    {
        foreach (var (id, memory) in state.Sensors)
        {
            if (!_touched.ContainsKey(id))
                Visit(id, memory.Recent);
        }

        foreach (var (id, memory) in _touched)
            Visit(id, memory.Recent);

        void Visit(string id, RememberedReadings recent)
        {
            for (var i = recent.Count - 1; i >= 0 && recent[i].At > at; i--)
            {
                if (recent[i].Change != 0)
                    visit(id, recent[i].Change);
            }
        }
    }

    /// <summary>Puts what is remembered now into <paramref name="next"/>, less what is beyond the window.</summary>
    public LevelState Store(LevelState next)
    {
        if (_touched.Count == 0)
            return next;
        var changesForgotten = next.ChangesForgottenUntil;
        var forgotten = next.ForgottenUntil;
        var sensors = next.Sensors.ToBuilder();
        foreach (var (id, memory) in _touched)
        {
            var old = 0;
            while (memory.Recent.Count - old > KeptOfSensor && memory.Recent[old].At < memory.Recent[^1].At - Span)
                old++;
            sensors[id] = Without(memory, old);
        }

        // Sensors first: then one that is left has more than one reading as long as there are too many.
        if (sensors.Count > MostSensors)
        {
            foreach (var (id, memory) in sensors.OrderBy(sensor => sensor.Value.Recent[^1].At).Take(sensors.Count - MostSensors).ToList())
            {
                forgotten = Later(forgotten, memory.Recent[^1].At);
                Forget(memory, memory.Recent.Count);
                sensors.Remove(id);
            }
        }

        for (var count = sensors.Values.Sum(memory => memory.Recent.Count); count > MostReadings;)
        {
            var (id, memory) = sensors.MaxBy(sensor => sensor.Value.Recent.Count);
            var old = Math.Min(count - MostReadings, memory.Recent.Count - 1);
            sensors[id] = Without(memory, old);
            count -= old;
        }

        return next with { Sensors = sensors.ToImmutable(), ForgottenUntil = forgotten, ChangesForgottenUntil = changesForgotten };

        SensorMemory Without(SensorMemory memory, int old)
        {
            Forget(memory, old);
            return old == 0 ? memory : memory.WithoutOldest(old);
        }

        void Forget(SensorMemory memory, int old)
        {
            for (var i = 0; i < old; i++)
            {
                if (memory.Recent[i].Change != 0)
                    changesForgotten = Later(changesForgotten, memory.Recent[i].At);
            }
        }
    }

    private SensorMemory? Find(string sensorId) => _touched.GetValueOrDefault(sensorId) ?? state.Sensors.GetValueOrDefault(sensorId);

    private static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset at) => known is { } until && until > at ? until : at;
}
