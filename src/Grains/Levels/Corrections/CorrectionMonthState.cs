using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>The corrections of one level in one month (UTC), as stored.</summary>
internal sealed record CorrectionMonthState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Oldest first.</summary>
    public ImmutableList<Correction> Corrections { get; init; } = [];
}
