using LiveParking.Grains.Interfaces;
using Orleans.Concurrency;

namespace LiveParking.Grains.History;

/// <summary>What the grain of a level changes of its history. Implemented by the history's grain; its key is a <see cref="Interfaces.History.HistoryKey"/>.</summary>
[Alias("live-parking.ILevelHistoryRecorder")]
internal interface ILevelHistoryRecorder : IGrainWithStringKey
{
    /// <summary>
    /// Records occupancy samples, each valid from its own time. Answers immediately; samples are stored within half a minute. A sample replaces an
    /// existing one with the same time, so it may be sent again. Samples may arrive out of order within the newest 10 minutes (or the newest 512
    /// samples, when these are more). Older ones are dropped.
    /// </summary>
    /// <param name="samples">Any number. A batch that spans some time has one for each reading that changed the occupancy.</param>
    [AlwaysInterleave, Alias("RecordAsync")]
    Task RecordAsync(IReadOnlyList<OccupancySample> samples);

    /// <summary>Removes the whole history; false when there was none.</summary>
    /// <exception cref="StoreUnavailableException">The store did not accept the change; the caller must retry.</exception>
    [Alias("RemoveAsync")]
    Task<bool> RemoveAsync();
}
