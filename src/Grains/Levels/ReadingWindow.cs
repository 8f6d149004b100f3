using System.Collections.Immutable;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Removes readings beyond the window from the memory of a level's sensors: readings more than 10 minutes older than the newest of their sensor and,
/// when there is not enough room, the oldest readings of the sensors that have most. Few sensors together have room for 1,024 readings, including
/// those kept for each sensor. There is always room for at least 256 beyond the kept ones. Sensors known for a day have their own room, so that newly
/// made-up ones can't take it. The newest readings of each sensor always stay.
/// </summary>
/// <param name="sensors">The memory, which is modified.</param>
/// <param name="bound">Number of readings of each sensor that stay.</param>
/// <param name="now">Our clock.</param>
/// <param name="remembered">Number of readings of all these sensors together.</param>
internal sealed class ReadingWindow(ImmutableDictionary<string, SensorMemory>.Builder sensors, SensorBound bound, DateTimeOffset now, int remembered)
{
    /// <summary>Maximum readings of a group of sensors, beyond those kept for each sensor.</summary>
    public const int MaxExtraReadings = 1024;

    /// <summary>Minimum room for readings beyond those kept for each sensor, however many sensors there are.</summary>
    public const int MinExtraReadings = 256;

    /// <summary>How long readings are remembered, by their sensor's clock.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan NewFor = TimeSpan.FromDays(1);

    private readonly List<RememberedReading> _changes = [];

    /// <summary>Number of readings of all sensors together.</summary>
    public int Remembered { get; private set; } = remembered;

    /// <summary>0 for sensors known for a day or longer, 1 for new ones.</summary>
    public static int GroupOf(SensorMemory? memory, DateTimeOffset now) => memory is null || IsNew(memory, now) ? 1 : 0;

    /// <summary>Sets the memory of a sensor, without readings that are too old.</summary>
    public void Set(string id, SensorMemory memory)
    {
        var recent = memory.Recent;
        var old = recent.Count > bound.KeptPerSensor ? recent.CountOldestBefore(recent[^1].At - Span, recent.Count - bound.KeptPerSensor) : 0;
        if (old > 0)
            memory = memory.Without(old, bound.KeptPerSensor, now, Note);
        Remembered += memory.Recent.Count - (sensors.TryGetValue(id, out var before) ? before.Recent.Count : 0);
        sensors[id] = memory.NewSince == 0 || IsNew(memory, now) ? memory : memory with { NewSince = 0 };
    }

    /// <summary>Forgets more readings when there is not enough room.</summary>
    public void Fit()
    {
        // A group can't have more than all groups together: usually there is no need to check each group.
        if (Remembered <= MaxExtraReadings)
            return;
        Span<int> kept = stackalloc int[2];
        Span<int> beyond = stackalloc int[2];
        foreach (var (_, memory) in sensors)
        {
            var group = GroupOf(memory, now);
            kept[group] += Math.Min(memory.Recent.Count, bound.KeptPerSensor);
            beyond[group] += Math.Max(0, memory.Recent.Count - bound.KeptPerSensor);
        }

        for (var group = 0; group < 2; group++)
        {
            var room = Math.Max(MinExtraReadings, MaxExtraReadings - kept[group]);
            if (beyond[group] > room)
                Fit(group, room);
        }
    }

    /// <summary>Adds the cars of forgotten readings to the sums.</summary>
    /// <param name="sums">The sums of earlier forgotten readings.</param>
    /// <param name="until">Newest time of cars that are not in any sum.</param>
    /// <param name="horizon">Start of the sums.</param>
    public (EvictedNetChanges Sums, DateTimeOffset? Until) Changes(EvictedNetChanges sums, DateTimeOffset? until, DateTimeOffset horizon)
    {
        for (var i = 0; i < _changes.Count;)
        {
            var at = _changes[i].At;
            if (at < horizon)
            {
                until = Times.Later(until, at);
                i++;
                continue;
            }

            // Usually they are in order: changes of the same second are added together.
            var (second, cars) = (EvictedNetChanges.SecondOf(at), 0L);
            for (; i < _changes.Count && EvictedNetChanges.SecondOf(_changes[i].At) == second; i++)
                cars += _changes[i].Change;
            sums = sums.With(at, cars);
        }

        var first = EvictedNetChanges.SecondOf(horizon);
        if (sums.Sums is [var oldest, ..] && oldest.Second < first)
        {
            until = Times.Later(until, DateTimeOffset.FromUnixTimeSeconds(sums.Sums.Last(sum => sum.Second < first).Second + 1).AddMilliseconds(-1));
            sums = sums.From(first);
        }

        return (sums, until);
    }

    private static bool IsNew(SensorMemory memory, DateTimeOffset now) =>
        memory.NewSince != 0 && now.ToUnixTimeSeconds() - memory.NewSince < (long)NewFor.TotalSeconds;

    /// <summary>Removes the oldest readings of the sensors with most, until all have the same number or fewer.</summary>
    private void Fit(int group, int room)
    {
        List<KeyValuePair<string, SensorMemory>> crowded = [];
        foreach (var sensor in sensors)
        {
            if (sensor.Value.Recent.Count > bound.KeptPerSensor && GroupOf(sensor.Value, now) == group)
                crowded.Add(sensor);
        }

        crowded.Sort((one, other) => one.Value.Recent.Count.CompareTo(other.Value.Recent.Count));
        for (var i = 0; i < crowded.Count; i++)
        {
            var (id, memory) = crowded[i];
            var beyond = memory.Recent.Count - bound.KeptPerSensor;
            var share = room / (crowded.Count - i);
            if (beyond > share)
            {
                var fewer = memory.Without(beyond - share, bound.KeptPerSensor, now, Note);
                Remembered += fewer.Recent.Count - memory.Recent.Count;
                sensors[id] = fewer;
            }

            room -= Math.Min(beyond, share);
        }
    }

    private void Note(RememberedReading forgotten)
    {
        if (forgotten.Change != 0)
            _changes.Add(forgotten);
    }
}
