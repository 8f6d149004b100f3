using Orleans.Concurrency;

namespace LiveParking.Grains.Interfaces.History;

/// <summary>
/// The past occupancy of a level: buckets of a minute for 30 days and of an hour for two years, stored separately from the level's own state. Its key
/// is a <see cref="Levels.LevelKey"/>. It outlives the level, until <see cref="RemoveAsync"/>.
/// </summary>
[Alias("live-parking.ILevelHistoryGrain")]
public interface ILevelHistoryGrain : IGrainWithStringKey
{
    /// <summary>
    /// Records occupancy samples, each valid from its own time. Answers immediately; samples are stored within half a minute. A sample replaces an
    /// existing one with the same time, so it may be sent again. Samples may arrive out of order within the newest 10 minutes (or the newest 512
    /// samples, when these are more). Older ones are dropped.
    /// </summary>
    /// <param name="samples">Any number. A batch that spans some time has one for each reading that changed the occupancy.</param>
    [AlwaysInterleave, Idempotent, Alias("RecordAsync")]
    Task RecordAsync(IReadOnlyList<OccupancySample> samples);

    /// <summary>The buckets of a period, including unfinished ones; null when nothing was ever recorded or everything was removed.</summary>
    /// <exception cref="InvalidRequestException">The query breaks a rule of <see cref="HistoryQuery"/>.</exception>
    [Idempotent, ResponseTimeout("00:00:30"), Alias("GetAsync")]
    Task<OccupancyHistory?> GetAsync(HistoryQuery query);

    /// <summary>Removes the whole history; false when there was none.</summary>
    /// <exception cref="StoreUnavailableException">The store did not accept the change; the caller must retry.</exception>
    [ResponseTimeout("00:00:30"), Alias("RemoveAsync")]
    Task<bool> RemoveAsync();
}
