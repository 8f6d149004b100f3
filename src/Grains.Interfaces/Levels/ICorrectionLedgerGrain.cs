using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>
/// All corrections of one level, stored separately from the level's own state; outlives the level, until
/// <see cref="ILevelGrain.RemoveCorrectionsAsync"/>. Its key is a <see cref="LevelKey"/>.
/// </summary>
[Alias("live-parking.ICorrectionLedgerGrain")]
public interface ICorrectionLedgerGrain : IGrainWithStringKey
{
    /// <summary>The corrections from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), oldest first.</summary>
    [Idempotent, OpenToPrograms(Role.Operator, Role.Admin), ResponseTimeout("00:00:30"), Alias("GetAsync")]
    Task<IReadOnlyList<Correction>> GetAsync(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Drift per day and gate of the corrections from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive).</summary>
    [Idempotent, OpenToPrograms(Role.Operator, Role.Admin), ResponseTimeout("00:00:30"), Alias("GetDriftAsync")]
    Task<IReadOnlyList<DayDrift>> GetDriftAsync(DateTimeOffset from, DateTimeOffset to);
}
