using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Alarms;

/// <summary>The stored cleared alarms of a place.</summary>
internal sealed record AlarmHistory
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Maximum alarms.</summary>
    public const int MaxCount = 1_000;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Oldest first.</summary>
    public ImmutableList<Alarm> Alarms { get; init; } = [];

    /// <summary>Adds alarms; one that is there is replaced. Those that are too old, or too many, go.</summary>
    public AlarmHistory With(IReadOnlyCollection<Alarm> cleared, DateTimeOffset now)
    {
        var ids = cleared.Select(alarm => alarm.Id).ToHashSet(StringComparer.Ordinal);
        return new AlarmHistory
        {
            Schema = CurrentSchema,
            Alarms = [.. Alarms.Where(alarm => !ids.Contains(alarm.Id)).Concat(cleared).Where(alarm => alarm.LastAt > now - AlarmTransitions.KeptFor).TakeLast(MaxCount)],
        };
    }
}
