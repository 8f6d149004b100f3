using LiveParking.ClusterTests.LiveStreams;
using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.ClusterTests.Levels;

[Collection(ParkingCollection.Name)]
public sealed class LevelGrainTests(ParkingFixture fixture)
{
    [Fact]
    public async Task Report_entries_answers_the_stored_status()
    {
        var level = fixture.Level(await fixture.NewLocationAsync(), "upper");

        var answer = await level.ReportAsync([Entry("a", 45)]);

        Assert.Equal(ReadingOutcome.Accepted, Assert.Single(answer.Results).Outcome);
        Assert.Equal(new Spots(150, 45, 105), answer.Status.Spots);
        Assert.Equal(answer.Status, (await level.GetAsync()).Status);
    }

    [Fact]
    public async Task Report_to_a_level_that_was_never_made_is_refused_and_stores_nothing()
    {
        var level = fixture.Level(await fixture.NewLocationAsync(), "nowhere");

        await Assert.ThrowsAsync<UnknownLevelException>(() => level.ReportAsync([Entry("a")]));

        Assert.Equal(0, ParkingFixture.Store.Writes(level.GetGrainId()));
    }

    [Fact]
    public async Task Report_none_or_too_many_is_refused()
    {
        var level = fixture.Level(await fixture.NewLocationAsync(), "upper");

        await Assert.ThrowsAsync<InvalidRequestException>(() => level.ReportAsync([]));
        await Assert.ThrowsAsync<InvalidRequestException>(() => level.ReportAsync([.. Enumerable.Range(0, 1001).Select(i => Entry($"{i}"))]));
    }

    [Fact]
    public async Task Report_many_callers_at_once_share_store_writes_and_lose_nothing()
    {
        var level = fixture.Level(await fixture.NewLocationAsync(10_000), "upper");
        await level.ReportAsync([Entry("first")]);
        var before = ParkingFixture.Store.Writes(level.GetGrainId());
        var callsBefore = ParkingFixture.Calls(level.GetGrainId());
        var gate = ParkingFixture.Store.Gates[level.GetGrainId()] = new TaskCompletionSource();

        var calls = Enumerable.Range(0, 200).Select(i => level.ReportAsync([Entry($"r{i}")])).ToList();
        await Eventually.HoldsAsync(() => ParkingFixture.Store.Writes(level.GetGrainId()) > before, "a write has begun");
        await Eventually.HoldsAsync(() => ParkingFixture.Calls(level.GetGrainId()) >= callsBefore + calls.Count, "all have reached the grain");
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        Assert.Equal(1, (await level.GetAsync()).Status.Spots.Occupied);
        ParkingFixture.Store.Gates.TryRemove(level.GetGrainId(), out _);
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(201, (await level.GetAsync()).Status.Spots.Occupied);
        Assert.True(ParkingFixture.Store.Writes(level.GetGrainId()) - before < 20, "200 readings share writes");
    }

    [Theory]
    [InlineData(FaultyStorage.Fault.Refuse, ReadingOutcome.Accepted)]
    [InlineData(FaultyStorage.Fault.LoseAnswer, ReadingOutcome.Duplicate)]
    public async Task Report_when_the_store_fails_the_caller_is_told_and_a_retry_counts_once(FaultyStorage.Fault fault, ReadingOutcome onRetry)
    {
        var location = await fixture.NewLocationAsync();
        var level = fixture.Level(location, "upper");
        await level.ReportAsync([Entry("a")]);
        var collector = new Collector<LevelStatus>();
        await fixture.Streams.GetStream<LevelStatus>(ParkingStreams.LevelStatus(new LevelKey(location, "upper"))).SubscribeAsync(collector);
        ParkingFixture.Store.FailNext(level.GetGrainId(), fault);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => level.ReportAsync([Entry("b")]));
        var retry = await level.ReportAsync([Entry("b")]);

        Assert.Equal(onRetry, retry.Results[0].Outcome);
        Assert.Equal(2, retry.Status.Spots.Occupied);
        var sensor = Assert.Single((await level.GetSensorsAsync()).Sensors);
        Assert.Equal((2, onRetry == ReadingOutcome.Duplicate ? 1 : 0, 0), (sensor.Accepted, sensor.Duplicates, sensor.Rejected));
        await collector.WaitForAsync(status => status.Spots.Occupied == 2);
        Assert.All(collector.Items.Zip(collector.Items.Skip(1)), pair => Assert.True(pair.First.Version <= pair.Second.Version));
    }

    [Fact]
    public async Task Subscribe_to_a_level_gets_its_status_at_once_and_every_change_newer_than_the_last()
    {
        var location = await fixture.NewLocationAsync();
        var level = fixture.Level(location, "upper");
        await level.ReportAsync([Entry("a", 3)]);
        var collector = new Collector<LevelStatus>();
        await fixture.Streams.GetStream<LevelStatus>(ParkingStreams.LevelStatus(new LevelKey(location, "upper"))).SubscribeAsync(collector);
        Assert.Equal(3, (await collector.WaitForAsync(_ => true)).Spots.Occupied);

        for (var i = 0; i < 20; i++)
            await level.ReportAsync([Entry($"more-{i}")]);

        await collector.WaitForAsync(status => status.Spots.Occupied == 23);
        Assert.Equal(collector.Items.Select(status => status.Version).Order(), collector.Items.Select(status => status.Version));
    }

    [Fact]
    public async Task Note_refused_is_seen_by_operators_and_changes_nothing_else()
    {
        var location = await fixture.NewLocationAsync();
        var level = fixture.Level(location, "upper");
        await level.ReportAsync([Entry("a")]);
        var before = (await level.GetAsync()).Status;

        await level.NoteRefusedAsync([new RefusedReading("gate", "kind has to be another."), new RefusedReading("stranger", "count has to be another.")]);

        Assert.Equal(
            [("gate", SensorHealth.Failing, 1L, 1L), ("stranger", SensorHealth.Failing, 0L, 1L)],
            (await level.GetSensorsAsync()).Sensors.OrderBy(sensor => sensor.Id, StringComparer.Ordinal)
                .Select(sensor => (sensor.Id, sensor.Health, sensor.Accepted, sensor.Rejected)));
        Assert.Equal(before, (await level.GetAsync()).Status);
        await Assert.ThrowsAsync<InvalidRequestException>(() => level.NoteRefusedAsync([]));
        await Assert.ThrowsAsync<UnknownLevelException>(() => fixture.Level(location, "nowhere").NoteRefusedAsync([new RefusedReading("gate", "kind")]));
    }

    private static Reading Entry(string id, int count = 1) =>
        new(id, "gate", TimeProvider.System.GetUtcNow(), ReadingKind.Entry, count);
}
