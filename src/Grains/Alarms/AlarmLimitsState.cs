using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Alarms;

/// <summary>The stored limits of locations and groups.</summary>
internal sealed record AlarmLimitsState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }

    public ImmutableSortedDictionary<string, AlarmLimits> Groups { get; init; } = ImmutableSortedDictionary.Create<string, AlarmLimits>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, AlarmLimits> Locations { get; init; } = ImmutableSortedDictionary.Create<string, AlarmLimits>(StringComparer.Ordinal);
}
