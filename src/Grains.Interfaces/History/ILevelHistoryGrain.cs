using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.History;

/// <summary>
/// The past occupancy of a level: buckets of a minute for 30 days and of an hour for two years, stored separately from the level's own state. Its key
/// is a <see cref="HistoryKey"/>: of a level, or of its spots of one type. It outlives the level, until <see cref="Levels.ILevelGrain.RemoveHistoryAsync"/>.
/// </summary>
[Alias("live-parking.ILevelHistoryGrain")]
public interface ILevelHistoryGrain : IGrainWithStringKey
{
    /// <summary>The buckets of a period, including unfinished ones; null when nothing was ever recorded or everything was removed.</summary>
    /// <exception cref="InvalidRequestException">The query breaks a rule of <see cref="HistoryQuery"/>.</exception>
    [Idempotent, OpenToPrograms, ResponseTimeout("00:00:30"), Alias("GetAsync")]
    Task<OccupancyHistory?> GetAsync(HistoryQuery query);
}
