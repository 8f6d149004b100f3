using System.Collections.Immutable;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>The stored list of months with corrections of a level; the corrections themselves are in one state for each month.</summary>
internal sealed record CorrectionLedgerState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>First days of the months (UTC), oldest first.</summary>
    public ImmutableList<DateOnly> Months { get; init; } = [];
}
