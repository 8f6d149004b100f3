using Orleans.Concurrency;

namespace LiveParking.Grains.Interfaces.History;

/// <summary>
/// How full a level was: the occupancy in buckets of a minute for 30 days and of an hour for two years, kept apart from the level's own state. Its key
/// is a <see cref="Levels.LevelKey"/>. It lives on when the level is removed, until <see cref="RemoveAsync"/>.
/// </summary>
[Alias("live-parking.ILevelHistoryGrain")]
public interface ILevelHistoryGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes what the level's occupancy has become, each from its own time on. Answers at once; it is stored within half a minute. A sample for a
    /// time that is there already replaces it, so one may be sent again. Samples may come out of order within the newest 10 minutes (or
    /// the newest 512 samples, when these are more); older ones are left out.
    /// </summary>
    /// <param name="samples">Any number; one for each reading that changed something when a batch spans some time.</param>
    [AlwaysInterleave, Alias("RecordAsync")]
    Task RecordAsync(IReadOnlyList<OccupancySample> samples);

    /// <summary>The buckets of a time, those in the making included; null when nothing was ever recorded or all was removed.</summary>
    /// <exception cref="InvalidRequestException">The query breaks a rule of <see cref="HistoryQuery"/>.</exception>
    [Alias("GetAsync")]
    Task<OccupancyHistory?> GetAsync(HistoryQuery query);

    /// <summary>Removes all of it; false when there was nothing.</summary>
    /// <exception cref="StoreUnavailableException">The store did not take it; do it again.</exception>
    [Alias("RemoveAsync")]
    Task<bool> RemoveAsync();
}
