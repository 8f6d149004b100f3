using System.Collections.Immutable;

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

    private readonly Dictionary<string, Draft> _touched = new(StringComparer.Ordinal);

    /// <summary>Whether this reading of the sensor was accepted and is remembered.</summary>
    public bool Knows(string sensorId, long fingerprint)
    {
        if (_touched.TryGetValue(sensorId, out var draft))
            return draft.Knows(fingerprint);
        if (!state.Sensors.TryGetValue(sensorId, out var memory))
            return false;
        foreach (ref readonly var reading in memory.Recent.AsSpan())
        {
            if (reading.Fingerprint == fingerprint)
                return true;
        }

        return false;
    }

    /// <summary>Newest time of a reading of the sensor that can't be told from a new one any more.</summary>
    public DateTimeOffset? ForgottenUntil(string sensorId) =>
        state.Sensors.TryGetValue(sensorId, out var memory) ? memory.ForgottenUntil : state.ForgottenUntil;

    /// <summary>Remembers an accepted reading.</summary>
    public void Add(string sensorId, RememberedReading reading)
    {
        if (!_touched.TryGetValue(sensorId, out var draft))
            _touched[sensorId] = draft = new Draft(state.Sensors.GetValueOrDefault(sensorId), ForgottenUntil(sensorId));
        draft.Add(reading);
    }

    /// <summary>Calls <paramref name="visit"/> with every remembered entry and exit after a time, and its sensor.</summary>
    public void ForChangesAfter(DateTimeOffset at, Action<string, int> visit)
    {
        var since = at.ToUnixTimeMilliseconds();
        foreach (var (id, memory) in state.Sensors)
        {
            if (!_touched.ContainsKey(id))
                Visit(id, memory.Recent.AsSpan());
        }

        foreach (var (id, draft) in _touched)
            Visit(id, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(draft.Recent));

        void Visit(string id, ReadOnlySpan<RememberedReading> recent)
        {
            for (var i = recent.Length - 1; i >= 0 && recent[i].At > since; i--)
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
        foreach (var (id, draft) in _touched)
        {
            draft.ForgetBefore(Span, KeptOfSensor, ref changesForgotten);
            sensors[id] = draft.ToMemory();
        }

        while (sensors.Count > MostSensors)
        {
            var (id, memory) = sensors.MinBy(sensor => sensor.Value.Recent[^1].At);
            forgotten = Later(forgotten, memory.Recent[^1].At);
            foreach (var reading in memory.Recent)
                changesForgotten = reading.Change == 0 ? changesForgotten : Later(changesForgotten, reading.At);
            sensors.Remove(id);
        }

        // Each sensor keeps at least one, and there are fewer sensors than readings allowed.
        for (var count = sensors.Values.Sum(memory => memory.Recent.Length); count > MostReadings;)
        {
            var (id, memory) = sensors.MaxBy(sensor => sensor.Value.Recent.Length);
            var draft = new Draft(memory, memory.ForgottenUntil);
            var less = Math.Min(count - MostReadings, memory.Recent.Length - 1);
            draft.ForgetOldest(less, ref changesForgotten);
            sensors[id] = draft.ToMemory();
            count -= less;
        }

        return next with { Sensors = sensors.ToImmutable(), ForgottenUntil = forgotten, ChangesForgottenUntil = changesForgotten };
    }

    private static DateTimeOffset Later(DateTimeOffset? known, long at)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(at);
        return known is { } until && until > time ? until : time;
    }

    /// <summary>The memory of one sensor while it changes.</summary>
    private sealed class Draft(SensorMemory? memory, DateTimeOffset? forgottenUntil)
    {
        private DateTimeOffset? _forgottenUntil = forgottenUntil;

        public List<RememberedReading> Recent { get; } = memory is null ? [] : [.. memory.Recent];

        public bool Knows(long fingerprint)
        {
            foreach (ref readonly var reading in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Recent))
            {
                if (reading.Fingerprint == fingerprint)
                    return true;
            }

            return false;
        }

        public void Add(RememberedReading reading)
        {
            var place = Recent.Count;
            while (place > 0 && Recent[place - 1].At > reading.At)
                place--;
            Recent.Insert(place, reading);
        }

        public void ForgetBefore(TimeSpan span, int kept, ref DateTimeOffset? changesForgotten)
        {
            var since = Recent[^1].At - (long)span.TotalMilliseconds;
            var old = 0;
            while (Recent.Count - old > kept && Recent[old].At < since)
                old++;
            ForgetOldest(old, ref changesForgotten);
        }

        public void ForgetOldest(int count, ref DateTimeOffset? changesForgotten)
        {
            if (count == 0)
                return;
            for (var i = 0; i < count; i++)
            {
                if (Recent[i].Change != 0)
                    changesForgotten = Later(changesForgotten, Recent[i].At);
            }

            _forgottenUntil = Later(_forgottenUntil, Recent[count - 1].At);
            Recent.RemoveRange(0, count);
        }

        public SensorMemory ToMemory() => new() { ForgottenUntil = _forgottenUntil, Recent = [.. Recent] };
    }
}
