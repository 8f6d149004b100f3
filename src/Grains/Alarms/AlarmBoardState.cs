using System.Collections.Immutable;

namespace LiveParking.Grains.Alarms;

/// <summary>The stored list of places that are not quiet.</summary>
internal sealed record AlarmBoardState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>The keys of places.</summary>
    public ImmutableSortedSet<string> Places { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
