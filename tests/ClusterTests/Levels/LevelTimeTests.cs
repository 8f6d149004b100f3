using LiveParking.ClusterTests.LiveStreams;
using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Levels;
using Orleans.Core.Internal;

namespace LiveParking.ClusterTests.Levels;

/// <summary>Changes of a level over time without any call, across deactivation, and from the stored state of an older build.</summary>
[Collection(ParkingCollection.Name)]
public sealed class LevelTimeTests(ParkingFixture fixture)
{
    [Fact]
    public async Task Silence_makes_a_level_stale_and_unknown_by_itself_and_a_sign_brings_it_back()
    {
        var (location, level) = await NewLevelAsync(ParkingFixture.Settings(150) with { SilentAfter = 1 });
        var collector = new Collector<LevelStatus>();
        await fixture.Streams.GetStream<LevelStatus>(ParkingStreams.LevelStatus(new LevelKey(location, "upper"))).SubscribeAsync(collector);

        await level.ReportAsync([Entry("a", 45)]);

        // Newest wins on the stream, so what it was in between may be skipped; that stale comes first is for LevelAssessmentTests.
        await collector.WaitForAsync(status => status is { Stale: true, Status: OccupancyStatus.Unknown, Confidence: 0.0 });
        await Eventually.HoldsAsync(
            async () => (await fixture.Location(location).GetAsync()).Status.Status == OccupancyStatus.Unknown, "the location knows");
        var sensors = await level.GetSensorsAsync();
        Assert.Equal(SensorHealth.Silent, Assert.Single(sensors.Sensors).Health);
        Assert.Contains(sensors.Anomalies, anomaly => anomaly is { Kind: AnomalyKind.Silent, SensorId: "gate" });

        // A machine that pauses for the silence limit makes the level stale again before the answer: then the next heartbeat counts.
        await Eventually.HoldsAsync(
            async () => (await level.ReportAsync([new Reading($"b-{Guid.NewGuid():N}", "gate", TimeProvider.System.GetUtcNow(), ReadingKind.Heartbeat)])).Status
                is { Status: OccupancyStatus.Open, Stale: false, Spots.Occupied: 45 },
            "a sign brings it back");
    }

    [Fact]
    public async Task Deactivation_loses_neither_sensors_nor_silence()
    {
        var (_, level) = await NewLevelAsync(ParkingFixture.Settings(150) with { SilentAfter = 2 });
        await level.ReportAsync([Entry("a", 45) with { Battery = 77 }]);

        await level.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

        await Eventually.HoldsAsync(async () => (await level.GetAsync()).Status is { Stale: true, Spots.Occupied: 45 }, "it is stale after it came back");
        Assert.Equal(77, Assert.Single((await level.GetSensorsAsync()).Sensors).Battery);
    }

    /// <summary>0.2.0 kept the health of more sensors than it kept readings of.</summary>
    [Fact]
    [Trait("Hole", "1")]
    public async Task A_sensor_of_which_0_2_0_stored_only_the_health_is_accepted_despite_made_up_sensors()
    {
        var key = new LevelKey($"old-{Guid.NewGuid():N}"[..20], "upper");
        var level = fixture.Level(key.LocationId, key.LevelId);
        ParkingFixture.Store.Plant(
            level.GetGrainId(),
            "level",
            """
            {"schema":2,"settings":{"name":"Upper","counting":"gates","capacity":{"standard":150}},"settingsVersion":7,"site":{},"version":1795334400123,
            "updatedAt":"2026-11-22T11:59:00Z","status":"open","occupied":46,"flowKnown":true,"traffic":{},"spots":{},"taken":0,"sensors":{},
            "heardAt":"2026-11-22T11:59:00Z","silence":"none","outsideHours":false,"corrections":[]}
            """);
        ParkingFixture.Store.Plant(
            level.GetGrainId(), "sensors", """{"schema":1,"sensors":{"quiet-gate":{"lastSeen":"2026-11-22T11:00:00Z","accepted":5}},"anomalies":[]}""");

        var now = TimeProvider.System.GetUtcNow();
        foreach (var ids in Enumerable.Range(0, 1_100).Chunk(1_000))
            await level.ReportAsync([.. ids.Select(i => new Reading("h", $"made-up-{i}", now, ReadingKind.Heartbeat))]);
        var answer = await level.ReportAsync([Entry("a", 4) with { SensorId = "quiet-gate" }, Entry("b", 4) with { SensorId = "new-gate" }]);

        Assert.Equal([ReadingOutcome.Accepted, ReadingOutcome.Rejected], answer.Results.Select(result => result.Outcome));
    }

    [Fact]
    public async Task State_of_an_older_build_is_read_and_goes_on()
    {
        var key = new LevelKey($"old-{Guid.NewGuid():N}"[..20], "upper");
        var level = fixture.Level(key.LocationId, key.LevelId);
        ParkingFixture.Store.Plant(
            level.GetGrainId(),
            "level",
            """
            {"schema":1,"settings":{"name":"Upper","counting":"gates","capacity":{"standard":150}},"version":1795334400123,
            "updatedAt":"2026-11-22T12:00:00Z","status":"open","occupied":46,"anchor":{"at":"2026-11-22T11:59:00Z","occupied":45},
            "sensors":{"gate":{"forgottenUntil":"2026-11-22T11:58:00Z","recent":[["AQAAAAAAAAA=",1795348800000,1]]}}}
            """);

        Assert.Equal(46, (await level.GetAsync()).Status.Spots.Occupied);
        var answer = await level.ReportAsync([Entry("a", 4)]);

        Assert.Equal((50, OccupancyStatus.Open, false), (answer.Status.Spots.Occupied, answer.Status.Status, answer.Status.Stale));
    }

    /// <summary>The case of a silo that was suspended and resumes: its level has run elsewhere meanwhile.</summary>
    [Fact]
    public async Task Health_of_sensors_that_another_activation_has_stored_is_not_overwritten_by_older_one()
    {
        var (_, level) = await NewLevelAsync(ParkingFixture.Settings(150));
        var grain = level.GetGrainId();
        await level.ReportAsync([Entry("a") with { Battery = 90 }, Entry("b") with { SensorId = "other" }]);
        await Eventually.HoldsAsync(() => ParkingFixture.Store.Read(grain, "sensors")?.Contains("other", StringComparison.Ordinal) == true, "health is stored");
        var later = TimeProvider.System.GetUtcNow().AddMinutes(1);
        ParkingFixture.Store.Plant(
            grain,
            "sensors",
            $$$"""{"schema":1,"mark":5,"sensors":{"gate":{"lastSeen":"{{{UtcTime.Format(later)}}}","battery":55,"accepted":99},"elsewhere":{"lastSeen":"{{{UtcTime.Format(later)}}}","accepted":3}},"anomalies":[]}""");

        await level.ReportAsync([Entry("c") with { SensorId = "third" }, Entry("d")]);

        await Eventually.HoldsAsync(() => ParkingFixture.Store.Read(grain, "sensors")!.Contains("third", StringComparison.Ordinal), "both are stored");
        foreach (var restart in new[] { false, true })
        {
            if (restart)
                await level.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            var sensors = (await level.GetSensorsAsync()).Sensors.ToDictionary(sensor => sensor.Id);
            Assert.Equal(["elsewhere", "gate", "other", "third"], sensors.Keys.Order(StringComparer.Ordinal));
            Assert.Equal((99L, 55), (sensors["gate"].Accepted, sensors["gate"].Battery));
            Assert.Equal((1L, 1L), (sensors["other"].Accepted, sensors["third"].Accepted));
        }
    }

    [Fact]
    public async Task A_write_of_sensor_health_whose_answer_was_lost_is_taken_for_its_own()
    {
        var (_, level) = await NewLevelAsync(ParkingFixture.Settings(150));
        var grain = level.GetGrainId();
        ParkingFixture.Store.FailNext(grain, FaultyStorage.Fault.LoseAnswer, "sensors");
        await level.ReportAsync([Entry("a")]);
        await Eventually.HoldsAsync(() => ParkingFixture.Store.HasFailed(grain), "the answer is lost");

        await level.ReportAsync([Entry("b"), Entry("c")]);

        await Eventually.HoldsAsync(() => ParkingFixture.Store.Read(grain, "sensors")!.Contains("\"accepted\":3", StringComparison.Ordinal), "the next write is stored");
        Assert.Equal(3, Assert.Single((await level.GetSensorsAsync()).Sensors).Accepted);
    }

    [Fact]
    public async Task State_of_0_2_0_that_was_forgotten_into_the_future_takes_readings_again()
    {
        var key = new LevelKey($"old-{Guid.NewGuid():N}"[..20], "upper");
        var level = fixture.Level(key.LocationId, key.LevelId);
        var ahead = UtcTime.Format(TimeProvider.System.GetUtcNow().AddSeconds(299));
        ParkingFixture.Store.Plant(
            level.GetGrainId(),
            "level",
            $$$"""
            {"schema":2,"settings":{"name":"Upper","counting":"gates","capacity":{"standard":150}},"settingsVersion":3,"version":1795334400123,
            "updatedAt":"2026-11-22T12:00:00Z","status":"open","occupied":46,"flowKnown":true,"anchor":{"at":"{{{ahead}}}","occupied":46},
            "sensors":{"gate":{"forgottenUntil":"{{{ahead}}}","recent":"AQ=="}},"forgottenUntil":"{{{ahead}}}","changesForgottenUntil":"{{{ahead}}}","countedAt":"{{{ahead}}}"}
            """);

        await level.GetAsync();
        // A little ahead: the level was read, and its times made the present, within this millisecond perhaps.
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(1);
        var answer = await level.ReportAsync([Entry("a", 4) with { At = soon }, Entry("b") with { At = soon, SensorId = "other" }]);

        Assert.All(answer.Results, result => Assert.Equal(ReadingOutcome.Accepted, result.Outcome));
        Assert.Equal(51, answer.Status.Spots.Occupied);
    }

    [Fact]
    public async Task Hours_of_the_location_close_its_levels()
    {
        var (location, level) = await NewLevelAsync(ParkingFixture.Settings(150));
        await level.ReportAsync([Entry("a", 45)]);

        await fixture.Location(location).ConfigureAsync(new LocationSettings("Site", "Asia/Jakarta", OpeningHours: "Mo-Su off"));
        Assert.Equal((OccupancyStatus.Closed, 45), await SeenAsync(level));

        await fixture.Location(location).ConfigureAsync(new LocationSettings("Site", "Asia/Jakarta", OpeningHours: "24/7"));
        Assert.Equal((OccupancyStatus.Open, 45), await SeenAsync(level));
        await fixture.Location(location).ConfigureLevelAsync("upper", ParkingFixture.Settings(150) with { Closed = true, ClosedReason = "Flooded" });
        Assert.Equal((OccupancyStatus.Closed, 45), await SeenAsync(level));
    }

    [Fact]
    public async Task Settings_have_a_version_that_guards_them()
    {
        var (_, level) = await NewLevelAsync(ParkingFixture.Settings(150));
        var first = await level.GetAsync();

        await level.ReportAsync([Entry("a")]);
        Assert.Equal(first.SettingsVersion, (await level.GetAsync()).SettingsVersion);
        await level.AsReference<ILevelAdministration>().ConfigureAsync(ParkingFixture.Settings(100), new SiteHours(), first.SettingsVersion);
        var second = await level.GetAsync();
        Assert.True(second.SettingsVersion > first.SettingsVersion);

        foreach (var expected in new long[] { first.SettingsVersion, 0 })
            await Assert.ThrowsAsync<PreconditionFailedException>(() => level.AsReference<ILevelAdministration>().ConfigureAsync(ParkingFixture.Settings(9), new SiteHours(), expected));
        await Assert.ThrowsAsync<PreconditionFailedException>(() => level.AsReference<ILevelAdministration>().RemoveAsync(first.SettingsVersion));
        Assert.Equal(100, (await level.GetAsync()).Status.Spots.Total);
        Assert.Equal(
            "silentAfter",
            (await Assert.ThrowsAsync<InvalidRequestException>(
                () => level.AsReference<ILevelAdministration>().ConfigureAsync(ParkingFixture.Settings(9) with { SilentAfter = 0 }, new SiteHours()))).Field);
    }

    private async Task<(string Location, ILevelGrain Level)> NewLevelAsync(LevelSettings settings)
    {
        var location = await fixture.NewLocationAsync();
        await fixture.Location(location).ConfigureLevelAsync("upper", settings);
        return (location, fixture.Level(location, "upper"));
    }

    private static async Task<(OccupancyStatus Status, int Occupied)> SeenAsync(ILevelGrain level)
    {
        var status = (await level.GetAsync()).Status;
        return (status.Status, status.Spots.Occupied);
    }

    private static Reading Entry(string id, int count = 1) => new(id, "gate", TimeProvider.System.GetUtcNow(), ReadingKind.Entry, count);
}
