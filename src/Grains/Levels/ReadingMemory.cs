namespace LiveParking.Grains.Levels;

/// <summary>
/// A level's memory of accepted readings, during one batch. For each sensor it keeps its newest readings
/// (<see cref="SensorBound.KeptPerSensor"/>), those of the last 10 minutes as far as there is room (<see cref="ReadingWindow"/>), and all whose sensor
/// time is in the future. A repeated remembered reading is a duplicate. For forgotten readings see <see cref="SensorMemory"/>. So no reading counts
/// twice, however late it is sent again.
/// </summary>
/// <param name="state">The level before the batch.</param>
/// <param name="bound">The sensor limit.</param>
/// <param name="now">Our clock.</param>
internal sealed class ReadingMemory(LevelState state, SensorBound bound, DateTimeOffset now)
{
    /// <summary>Silence after which a sensor is removed to make room for a new one.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromDays(7);

    private readonly Dictionary<string, SensorMemory> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly AheadReadings _ahead = new(state, bound, now);
    private readonly long _second = now.ToUnixTimeSeconds();
    private DateTimeOffset? _forgottenUntil = state.ForgottenUntil;
    private DateTimeOffset? _aheadForgottenUntil = state.AheadForgottenUntil;
    private int _new;
    private int _removedReadings;
    private bool _hasForgottenSilent;

    /// <summary>Whether this reading of the sensor was accepted and is remembered.</summary>
    public bool Knows(string sensorId, long fingerprint) => Find(sensorId)?.Knows(fingerprint) == true;

    /// <summary>The sensor's <see cref="SensorMemory.ForgottenUntil"/>, or the level's for a sensor that is not remembered.</summary>
    public DateTimeOffset? ForgottenUntil(string sensorId) => Find(sensorId) is { } memory ? memory.ForgottenUntil : _forgottenUntil;

    /// <summary>The sensor's <see cref="SensorMemory.AheadForgottenUntil"/>, or the level's for a sensor that is not remembered.</summary>
    public DateTimeOffset? AheadForgottenUntil(string sensorId) => Find(sensorId) is { } memory ? memory.AheadForgottenUntil : _aheadForgottenUntil;

    /// <summary>Whether a reading is newer, by its sensor's clock, than all accepted readings of the sensor.</summary>
    public bool IsNewest(string sensorId, DateTimeOffset readingTime) =>
        Find(sensorId) is not { } memory || readingTime.ToUnixTimeMilliseconds() > memory.Recent.NewestOwn;

    /// <summary>Whether a reading of this sensor may be remembered: the level knows the sensor, or has room for one more.</summary>
    public bool HasRoomFor(string sensorId)
    {
        if (Find(sensorId) is not null || Count < bound.Sensors)
            return true;
        ForgetSilent();
        return Count < bound.Sensors;
    }

    /// <summary>
    /// Whether one more reading of the sensor with a time in the future may be remembered: none of them is forgotten before that time.
    /// </summary>
    public bool HasRoomAhead(string sensorId) => _ahead.HasRoom(sensorId, Find(sensorId));

    /// <summary>Remembers an accepted reading.</summary>
    public void Add(string sensorId, RememberedReading reading)
    {
        var known = Find(sensorId);
        if (reading.Own > now)
            _ahead.Add(sensorId, known);
        if (known is null)
        {
            _new++;
            known = new SensorMemory { ForgottenUntil = _forgottenUntil, AheadForgottenUntil = _aheadForgottenUntil, NewSince = _second };
        }

        _touched[sensorId] = known.With(reading, _second);
    }

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

    /// <summary>Stores the memory in <paramref name="next"/>, without readings beyond the window.</summary>
    public LevelState Store(LevelState next)
    {
        if (_touched.Count == 0)
            return next;
        var sensors = next.Sensors.ToBuilder();
        sensors.RemoveRange(_removed);
        var remembered = state.Remembered ?? state.Sensors.Values.Sum(memory => memory.Recent.Count);
        var window = new ReadingWindow(sensors, bound, now, remembered - _removedReadings);
        foreach (var (id, memory) in _touched)
            window.Set(id, memory);
        window.Fit();
        var horizon = (next.CountedAt ?? now) - ReadingWindow.Span;
        var (changes, changesUntil) = window.Changes(next.ForgottenChanges, next.ChangesForgottenUntil, horizon);
        return next with
        {
            Sensors = sensors.ToImmutable(),
            Remembered = window.Remembered,
            ForgottenUntil = _forgottenUntil,
            AheadForgottenUntil = _aheadForgottenUntil,
            ForgottenChanges = changes,
            ChangesForgottenUntil = changesUntil,
        };
    }

    private int Count => state.Sensors.Count - _removed.Count + _new;

    private SensorMemory? Find(string sensorId) =>
        _touched.TryGetValue(sensorId, out var touched) ? touched
        : _removed.Contains(sensorId) ? null
        : state.Sensors.GetValueOrDefault(sensorId);

    /// <summary>Removes sensors that have been silent for 7 days. Their newest time stays, so that their old readings are late.</summary>
    private void ForgetSilent()
    {
        if (_hasForgottenSilent)
            return;
        _hasForgottenSilent = true;
        foreach (var (id, memory) in state.Sensors)
        {
            if (_second - memory.HeardAt < (long)Silence.TotalSeconds || _touched.ContainsKey(id) || memory.Recent.CountAfter(now) > 0)
                continue;
            _removed.Add(id);
            _removedReadings += memory.Recent.Count;
            _forgottenUntil = Times.Latest(Times.Latest(_forgottenUntil, memory.ForgottenUntil), memory.NewestOwn);
            _aheadForgottenUntil = Times.Latest(Times.Latest(_aheadForgottenUntil, memory.AheadForgottenUntil), memory.NewestAhead);
        }
    }
}
