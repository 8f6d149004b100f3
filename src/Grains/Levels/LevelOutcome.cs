using LiveParking.Grains.History;

namespace LiveParking.Grains.Levels;

/// <summary>What the rules make of a change. The grain stores the unit, and then does the rest.</summary>
/// <param name="Unit">The next unit; the same object when nothing has changed.</param>
/// <param name="Samples">What the history gets.</param>
/// <param name="NextDue">When the level must be looked at again although nothing happens; null for never.</param>
internal sealed record LevelOutcome(LevelUnit Unit, IReadOnlyList<OccupancySample> Samples, DateTimeOffset? NextDue);
