using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.Grains.Levels;

/// <summary>Sends a level's occupancy to its history: every counted number, valid for the allowed silence of its sensors.</summary>
internal sealed class LevelSamples(HistoryFeed feed)
{
    /// <summary>
    /// Adds the numbers of stored readings. Completes immediately unless they arrive faster than the history accepts them, and soon in any case.
    /// </summary>
    public Task AddAsync(LevelState committed, IReadOnlyList<CountedSample> samples)
    {
        foreach (var sample in samples)
            Add(committed, sample);
        return samples.Count == 0 ? Task.CompletedTask : feed.RoomAsync();
    }

    /// <summary>Adds the current number when no reading has set it: a correction, other settings.</summary>
    public void AddNow(LevelState committed, DateTimeOffset now)
    {
        if (Occupancy.Number(committed) is { } number)
            Add(committed, new CountedSample(Later(committed.CountedAt, now), number, Occupancy.Total(committed.Settings!), committed.Status));
    }

    /// <summary>Adds the end after a removal: from now on the occupancy is unknown.</summary>
    public void AddEnd(LevelState before, DateTimeOffset now)
    {
        if (Occupancy.Number(before) is { } number)
        {
            feed.Add(new OccupancySample(
                Later(before.CountedAt, now), number, Occupancy.Total(before.Settings!), OccupancyStatus.Unknown, Known: false));
        }
    }

    /// <summary>Completes when the added samples have been sent, or could not be.</summary>
    public Task FlushAsync() => feed.FlushAsync();

    /// <summary>Drops waiting samples; completes when none of them is in flight any more.</summary>
    public Task ForgetAsync() => feed.ForgetAsync();

    private void Add(LevelState committed, CountedSample sample)
    {
        if (committed.Settings is null)
            return;
        var limit = SilencePolicy.Of(committed).Limit;
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
