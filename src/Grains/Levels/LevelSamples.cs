using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.Grains.Levels;

/// <summary>What of a level goes into its history: every number that counts, for as long as its sensors may be silent.</summary>
internal sealed class LevelSamples(HistoryFeed feed)
{
    /// <summary>The numbers of readings that are stored. Completes at once unless they come faster than the history takes them, and soon in any case.</summary>
    public Task AddAsync(LevelState committed, IReadOnlyList<CountedSample> samples)
    {
        foreach (var sample in samples)
            Add(committed, sample);
        return samples.Count == 0 ? Task.CompletedTask : feed.RoomAsync();
    }

    /// <summary>The number of this moment, which no reading has set: a correction, other settings.</summary>
    public void AddNow(LevelState committed, DateTimeOffset now)
    {
        if (Occupancy.Number(committed) is { } number)
            Add(committed, new CountedSample(Later(committed.CountedAt, now), number, Occupancy.Total(committed.Settings!), committed.Status));
    }

    /// <summary>The level is removed: from now on nobody knows.</summary>
    public void AddEnd(LevelState before, DateTimeOffset now)
    {
        if (Occupancy.Number(before) is { } number)
        {
            feed.Add(new OccupancySample(
                Later(before.CountedAt, now), number, Occupancy.Total(before.Settings!), OccupancyStatus.Unknown, Known: false));
        }
    }

    /// <summary>Completes when what was added has been handed over, or could not be.</summary>
    public Task FlushAsync() => feed.FlushAsync();

    /// <summary>Drops what waits; completes when nothing of it is on its way any more.</summary>
    public Task ForgetAsync() => feed.ForgetAsync();

    private void Add(LevelState committed, CountedSample sample)
    {
        if (committed.Settings is null)
            return;
        var limit = SensorPatience.Of(committed).Limit;
        feed.Add(new OccupancySample(
            sample.At,
            sample.Occupied,
            sample.Total,
            committed.IsClosed ? OccupancyStatus.Closed : sample.Status,
            Known: true,
            limit < OccupancySample.LongestHold ? limit : OccupancySample.LongestHold));
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one is { } at && at > other ? at : other;
}
