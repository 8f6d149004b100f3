using System.Collections.Immutable;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Takes out of the memory of a level's sensors what is beyond the window: readings more than 10 minutes older than the newest of their sensor, and, where
/// sensors have more of them than there is room for, the oldest of those that have most. Sensors that have been known for a day have room of their own,
/// so that newly made-up ones can't take it. The newest readings of each sensor stay in any case.
/// </summary>
/// <param name="sensors">The memory, which is changed.</param>
/// <param name="bound">How many readings of each sensor stay.</param>
/// <param name="now">Our clock.</param>
internal sealed class ReadingWindow(ImmutableDictionary<string, SensorMemory>.Builder sensors, SensorBound bound, DateTimeOffset now)
{
    /// <summary>Readings that the sensors of a group have together, beyond those that are kept of each.</summary>
    public const int MostBeyondKept = 1024;

    /// <summary>How long readings are remembered, by their sensor's own time.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan NewFor = TimeSpan.FromDays(1);

    private readonly List<RememberedReading> _changes = [];

    /// <summary>0 for sensors that are known for a day or longer, 1 for new ones.</summary>
    public static int GroupOf(SensorMemory? memory, DateTimeOffset now) => memory is null || IsNew(memory, now) ? 1 : 0;

    /// <summary>Puts the memory of a sensor in, less what is too old.</summary>
    public void Set(string id, SensorMemory memory)
    {
        var recent = memory.Recent;
        var old = 0;
        if (recent.Count > bound.Kept)
        {
            var since = recent[^1].At - Span;
            while (recent.Count - old > bound.Kept && recent[old].At < since)
                old++;
        }

        if (old > 0)
            memory = memory.Without(old, bound.Kept, now, Note);
        sensors[id] = memory.NewSince == 0 || IsNew(memory, now) ? memory : memory with { NewSince = 0 };
    }

    /// <summary>Forgets more where there is not enough room.</summary>
    public void Fit()
    {
        int known = 0, made = 0;
        foreach (var memory in sensors.Values)
        {
            var beyond = memory.Recent.Count - bound.Kept;
            if (beyond <= 0)
                continue;
            if (IsNew(memory, now))
                made += beyond;
            else
                known += beyond;
        }

        if (known > MostBeyondKept)
            Fit(isNew: false);
        if (made > MostBeyondKept)
            Fit(isNew: true);
    }

    /// <summary>What becomes of the cars of forgotten readings.</summary>
    /// <param name="sums">The sums of what was forgotten before.</param>
    /// <param name="until">Newest time of cars that are in no sum.</param>
    /// <param name="horizon">Sums go back to here.</param>
    public (ForgottenChanges Sums, DateTimeOffset? Until) Changes(ForgottenChanges sums, DateTimeOffset? until, DateTimeOffset horizon)
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

            // Mostly they are in order: what belongs to one second is added at once.
            var (second, cars) = (ForgottenChanges.SecondOf(at), 0L);
            for (; i < _changes.Count && ForgottenChanges.SecondOf(_changes[i].At) == second; i++)
                cars += _changes[i].Change;
            sums = sums.With(at, cars);
        }

        var first = ForgottenChanges.SecondOf(horizon);
        if (sums.Sums is [var oldest, ..] && oldest.Second < first)
        {
            until = Times.Later(until, DateTimeOffset.FromUnixTimeSeconds(sums.Sums.Last(sum => sum.Second < first).Second + 1).AddMilliseconds(-1));
            sums = sums.Since(first);
        }

        return (sums, until);
    }

    private static bool IsNew(SensorMemory memory, DateTimeOffset now) =>
        memory.NewSince != 0 && now.ToUnixTimeSeconds() - memory.NewSince < (long)NewFor.TotalSeconds;

    /// <summary>Those that have most give up their oldest, until all have the same or fewer.</summary>
    private void Fit(bool isNew)
    {
        var crowded = sensors
            .Where(sensor => sensor.Value.Recent.Count > bound.Kept && IsNew(sensor.Value, now) == isNew)
            .OrderBy(sensor => sensor.Value.Recent.Count)
            .ToList();
        var room = MostBeyondKept;
        for (var i = 0; i < crowded.Count; i++)
        {
            var (id, memory) = crowded[i];
            var beyond = memory.Recent.Count - bound.Kept;
            var share = room / (crowded.Count - i);
            if (beyond > share)
                sensors[id] = memory.Without(beyond - share, bound.Kept, now, Note);
            room -= Math.Min(beyond, share);
        }
    }

    private void Note(RememberedReading forgotten)
    {
        if (forgotten.Change != 0)
            _changes.Add(forgotten);
    }
}
