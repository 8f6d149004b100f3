using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Replay.Recordings;
using Orleans.Core.Internal;
using Orleans.Storage;

namespace LiveParking.ClusterTests.History;

[Collection(ParkingCollection.Name)]
public sealed class LevelHistoryTests(ParkingFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2016, 10, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Get_nothing_recorded_is_null()
    {
        Assert.Null(await NewHistory().GetAsync(Query(Start, days: 1, "1h")));
        Assert.False(await Recorder(NewHistory()).RemoveAsync());
    }

    /// <summary>A replay of rows that are ten years old, in batches, a little out of order, and with restarts.</summary>
    [Fact]
    public async Task Get_after_a_replay_equals_the_rows()
    {
        var rows = CarParkCount.Make("BHMBCCMKT01", seed: 1, Start, days: 77);
        var history = NewHistory();
        var samples = rows.Select(row => new OccupancySample(row.At, row.Occupied, row.Capacity, OccupancyStatus.Open, Known: true)).ToList();
        foreach (var batch in samples.Chunk(100).Select((batch, number) => (batch, number)))
        {
            await Recorder(history).RecordAsync(batch.batch);
            if (batch.number % 4 == 1)
                await RestartAsync(history);
            await Recorder(history).RecordAsync([.. batch.batch.TakeLast(3)]);
        }

        var end = Start.AddDays(77);
        var month = await history.GetAsync(Query(end.AddDays(-30), days: 30, "30m"));
        AssertSame(Model(rows, end.AddDays(-30), end, 30), month!.Buckets);
        var minutes = await history.GetAsync(Query(end.AddDays(-6), days: 6, "1m"));
        AssertSame(Model(rows, end.AddDays(-6), end, 1), minutes!.Buckets);
        foreach (var row in rows.Where(row => row.At > end.AddDays(-5)))
        {
            // The minute after the row's own is the first that it fills.
            var after = minutes.Buckets.Single(bucket => bucket.At == Floor(row.At.AddMinutes(1)));
            Assert.Equal((row.Occupied, (double)row.Occupied, row.Occupied, row.Capacity), (after.Min, after.Mean, after.Max, after.Total));
        }

        AssertSame(Model(rows, Start, end, 60), (await history.GetAsync(Query(Start, days: 77, "1h")))!.Buckets);
        AssertSame(Model(rows, Start, end, 1440), (await history.GetAsync(Query(Start, days: 77, "1d")))!.Buckets);
        Assert.True(month.Buckets.Count < 48 * 30, "a night is a gap");
    }

    [Fact]
    public async Task Get_a_bucket_in_the_making_is_there()
    {
        var history = NewHistory();
        var now = TimeProvider.System.GetUtcNow();
        await Recorder(history).RecordAsync([Sample(now.AddMinutes(-3), 10), Sample(now.AddSeconds(-1), 20)]);

        var answer = await history.GetAsync(new HistoryQuery(now.AddHours(-1), now.AddMinutes(1), TimeSpan.FromMinutes(1)));

        Assert.Equal(20, answer!.Buckets[^1].Max);
        Assert.Equal(10, answer.Buckets[0].Min);
        Assert.InRange(answer.Buckets.Count, 4, 6);
    }

    [Fact]
    public async Task Remove_then_get_is_null_until_the_next_sample()
    {
        var history = NewHistory();
        await FillAsync(history, Start, days: 5);
        await RestartAsync(history);
        Assert.NotEmpty((await history.GetAsync(Query(Start, days: 5, "1h")))!.Buckets);
        Assert.NotEmpty(ParkingFixture.Store.States(history.GetGrainId()));

        Assert.True(await Recorder(history).RemoveAsync());

        Assert.Null(await history.GetAsync(Query(Start, days: 5, "1h")));
        Assert.Empty(ParkingFixture.Store.States(history.GetGrainId()));
        Assert.False(await Recorder(history).RemoveAsync());
        await Recorder(history).RecordAsync([Sample(Start, 7)]);
        await RestartAsync(history);
        Assert.Equal(7, Assert.Single((await history.GetAsync(Query(Start, days: 5, "1h")))!.Buckets).Max);
    }

    [Fact]
    public async Task Record_for_years_keeps_a_ring_of_states_and_the_newest_two_years()
    {
        var history = NewHistory();
        await FillAsync(history, Start, days: 1_100);
        await RestartAsync(history);
        var end = Start.AddDays(1_100);

        Assert.InRange(ParkingFixture.Store.States(history.GetGrainId()).Count, 40, 32 + 24 + 1);
        Assert.Empty((await history.GetAsync(Query(Start, days: 300, "1h")))!.Buckets);
        Assert.Equal(4 * 300, (await history.GetAsync(Query(end.AddDays(-730), days: 300, "1h")))!.Buckets.Count);
        Assert.Equal(730, (await history.GetAsync(Query(end.AddDays(-730), days: 730, "1d")))!.Buckets.Count);
        Assert.Equal(4 * 30, (await history.GetAsync(Query(end.AddDays(-30), days: 30, "30m")))!.Buckets.Count(bucket => bucket.At.Minute == 0));
        Assert.Empty((await history.GetAsync(Query(end.AddDays(-62), days: 29, "30m")))!.Buckets);
    }

    [Fact]
    public async Task Get_after_a_replay_and_a_change_of_today_still_has_the_replay()
    {
        var history = NewHistory();
        await FillAsync(history, Start, days: 60);
        await Recorder(history).RecordAsync([Sample(TimeProvider.System.GetUtcNow(), 3)]);

        Assert.Equal(4 * 60, (await history.GetAsync(Query(Start, days: 60, "1h")))!.Buckets.Count);
        Assert.Equal(61, (await history.GetAsync(new HistoryQuery(Start, TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(1))))!.Buckets.Count);
    }

    [Theory]
    [InlineData(FaultyStorage.Fault.Refuse)]
    [InlineData(FaultyStorage.Fault.LoseAnswer)]
    public async Task Record_when_the_store_fails_nothing_is_lost_after_the_next_try(FaultyStorage.Fault fault)
    {
        var history = NewHistory();
        await FillAsync(history, Start, days: 30);
        ParkingFixture.Store.FailNext(history.GetGrainId(), fault);
        for (var day = 30; day < 60; day++)
        {
            var samples = Day(Start.AddDays(day));
            try
            {
                await Recorder(history).RecordAsync(samples);
            }
            catch (IOException)
            {
                await Recorder(history).RecordAsync(samples);
            }
        }

        await RestartAsync(history);

        Assert.Equal(4 * 60, (await history.GetAsync(Query(Start, days: 60, "1h")))!.Buckets.Count);
    }

    /// <summary>The samples in memory have to survive the conflict with the stored write.</summary>
    [Theory]
    [InlineData("history")]
    [InlineData("minutes-23")]
    [InlineData("hours-05")]
    [Trait("Hole", "6")]
    public async Task A_write_that_was_stored_with_its_answer_lost_costs_no_sample(string state)
    {
        var history = NewHistory();
        var grain = history.GetGrainId();
        ParkingFixture.Store.FailNext(grain, FaultyStorage.Fault.LoseAnswer, state);
        await RecordDaysAsync(history, 0, 60);
        Assert.True(ParkingFixture.Store.HasFailed(grain));
        await RestartAsync(history);

        Assert.Equal(4 * 60, (await history.GetAsync(Query(Start, days: 60, "1h")))!.Buckets.Count);
    }

    [Fact]
    [Trait("Hole", "6")]
    public async Task What_another_activation_has_stored_and_what_is_in_memory_are_merged()
    {
        var history = NewHistory();
        var grain = history.GetGrainId();
        await FillAsync(history, Start, days: 1);
        await StoreAsync(history);
        var first = ParkingFixture.Store.Read(grain, "history")!;
        await Recorder(history).RecordAsync([Sample(Start.AddDays(1).AddHours(1), 50)]);
        await StoreAsync(history);
        var theirs = ParkingFixture.Store.Read(grain, "history")!;

        // This one has read what there was before the other one has written.
        ParkingFixture.Store.Plant(grain, "history", first);
        await RestartWithoutWriteAsync(history);
        await Recorder(history).RecordAsync([Sample(Start.AddDays(1).AddHours(3), 60)]);
        ParkingFixture.Store.Plant(grain, "history", theirs);
        await StoreAsync(history);

        var buckets = (await history.GetAsync(Query(Start.AddDays(1), days: 1, "1h")))!.Buckets;
        Assert.Equal([50, 60], buckets.Where(bucket => bucket.At >= Start.AddDays(1).AddHours(1)).Select(bucket => bucket.Max));
        Assert.Equal(4, (await history.GetAsync(Query(Start, days: 1, "1h")))!.Buckets.Count);
    }

    /// <summary>Uses the write of the timer, half a minute after the first sample: only during that write samples can arrive.</summary>
    [Fact]
    [Trait("Hole", "6")]
    public async Task A_sample_that_is_too_old_during_a_write_costs_none_of_those_in_the_write()
    {
        var other = NewHistory();
        await Recorder(other).RecordAsync([Sample(Start, 50)]);
        await StoreAsync(other);
        var history = NewHistory();
        var grain = history.GetGrainId();
        var release = ParkingFixture.Store.Gates[grain] = new TaskCompletionSource();
        await Recorder(history).RecordAsync([Sample(Start.AddHours(2), 60)]);
        await Eventually.HoldsAsync(() => ParkingFixture.Store.Writes(grain) > 0, "the write is under way");
        await Recorder(history).RecordAsync([Sample(Start.AddHours(1), 70)]);

        // The write fails, because another activation has stored something.
        ParkingFixture.Store.Plant(grain, "history", ParkingFixture.Store.Read(other.GetGrainId(), "history")!);
        ParkingFixture.Store.Gates.TryRemove(grain, out _);
        release.SetResult();

        await Eventually.HoldsAsync(
            async () => (await history.GetAsync(Query(Start, days: 1, "1h")))!.Buckets.Select(bucket => bucket.Max).SequenceEqual([50, 60]),
            "the samples of both are there");
    }

    [Fact]
    public async Task Get_a_query_that_breaks_a_rule_is_refused()
    {
        var history = NewHistory();
        await Assert.ThrowsAsync<InvalidRequestException>(() => history.GetAsync(new HistoryQuery(Start, Start, TimeSpan.FromHours(1))));
        await Assert.ThrowsAsync<InvalidRequestException>(() => history.GetAsync(new HistoryQuery(Start, Start.AddHours(1), TimeSpan.FromMinutes(7))));
        await Assert.ThrowsAsync<InvalidRequestException>(() => history.GetAsync(Query(Start, days: 7, "1m")));
        await Assert.ThrowsAsync<InvalidRequestException>(() => history.GetAsync(new HistoryQuery(DateTimeOffset.MinValue, Start, TimeSpan.FromDays(1))));
        await Assert.ThrowsAsync<InvalidRequestException>(
            () => history.GetAsync(new HistoryQuery(DateTimeOffset.MaxValue.AddDays(-1), DateTimeOffset.MaxValue, TimeSpan.FromDays(1))));
    }

    /// <summary>All is the same, the means within a hundredth or two: they are stored in 16 bits of the spread.</summary>
    private static void AssertSame(IReadOnlyList<OccupancyBucket> expected, IReadOnlyList<OccupancyBucket> actual)
    {
        Assert.Equal(expected.Select(bucket => bucket with { Mean = 0 }), actual.Select(bucket => bucket with { Mean = 0 }));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Mean, pair.Second.Mean, 0.021));
    }

    private static ILevelHistoryRecorder Recorder(ILevelHistoryGrain history) => history.AsReference<ILevelHistoryRecorder>();

    private ILevelHistoryGrain NewHistory() =>
        fixture.Cluster.GrainFactory.GetGrain<ILevelHistoryGrain>($"site-{Guid.NewGuid():N}/upper");

    /// <summary>Deactivates it, which stores what is in memory; the next call starts it from the store.</summary>
    private static async Task RestartAsync(ILevelHistoryGrain history)
    {
        var writes = ParkingFixture.Store.Writes(history.GetGrainId());
        await history.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        await Eventually.HoldsAsync(() => ParkingFixture.Store.Writes(history.GetGrainId()) > writes, "it is stored");
    }

    /// <summary>Deactivates it, and waits until its newest part is stored.</summary>
    private static async Task StoreAsync(ILevelHistoryGrain history)
    {
        var before = ParkingFixture.Store.Read(history.GetGrainId(), "history");
        await history.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        await Eventually.HoldsAsync(() => ParkingFixture.Store.Read(history.GetGrainId(), "history") != before, "it is stored");
    }

    /// <summary>Deactivates it when it has nothing to store, and reads it again.</summary>
    private static async Task RestartWithoutWriteAsync(ILevelHistoryGrain history)
    {
        await history.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        await history.GetAsync(Query(Start, days: 1, "1h"));
    }

    /// <summary>Hands samples over as a level does: samples that are not taken are sent again.</summary>
    private static async Task RecordDaysAsync(ILevelHistoryGrain history, int first, int end)
    {
        for (var day = first; day < end; day++)
        {
            var samples = Day(Start.AddDays(day));
            while (await Record.ExceptionAsync(() => Recorder(history).RecordAsync(samples)) is { } error)
                Assert.True(error is (IOException or OrleansException or StoreUnavailableException) and not InconsistentStateException, error.ToString());
        }
    }

    private static async Task FillAsync(ILevelHistoryGrain history, DateTimeOffset start, int days)
    {
        for (var day = 0; day < days; day++)
            await Recorder(history).RecordAsync(Day(start.AddDays(day)));
    }

    /// <summary>Four samples a day that hold for an hour each.</summary>
    private static List<OccupancySample> Day(DateTimeOffset day) => [.. Enumerable.Range(0, 4).Select(i => Sample(day.AddHours(6 * i), 10 + i))];

    private static OccupancySample Sample(DateTimeOffset at, int occupied) => new(at, occupied, 100, OccupancyStatus.Open, Known: true);

    private static HistoryQuery Query(DateTimeOffset from, int days, string step) =>
        HistorySteps.TryParse(step, out var length) ? new HistoryQuery(from, from.AddDays(days), length) : throw new ArgumentException(step);

    private static DateTimeOffset Floor(DateTimeOffset moment) => new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    /// <summary>The expected buckets: the rows as steps, each for an hour at most.</summary>
    private static List<OccupancyBucket> Model(IReadOnlyList<CarParkCount> rows, DateTimeOffset from, DateTimeOffset to, int length) =>
    [
        .. StepHistory.Join(StepHistory.Minutes([.. rows.Select(row => (row.At, row.Occupied))], TimeSpan.FromHours(1), from, to), length)
            .Select(bucket => new OccupancyBucket(bucket.At, bucket.Min, Math.Round(bucket.Mean, 2), bucket.Max, rows[0].Capacity)),
    ];
}
