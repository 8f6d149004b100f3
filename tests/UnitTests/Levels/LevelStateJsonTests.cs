using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;

namespace LiveParking.UnitTests.Levels;

public sealed class LevelStateJsonTests
{
    private static readonly DateTimeOffset Now = Sample.Noon.AddMinutes(1);

    [Fact]
    public void Stored_form_round_trips_and_is_readable()
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var state = LevelRules.Configure(
            new LevelState(), new LevelSettings("Upper", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = 3 }), new SiteHours(), now);
        state = LevelRules.Report(
            state,
            [new Reading("a", "gate", now, ReadingKind.Entry), new Reading("b", "gate", now, ReadingKind.Count, Occupied: 2)],
            now).State;

        var json = JsonSerializer.Serialize(state, WireJson.Options);
        var read = JsonSerializer.Deserialize<LevelState>(json, WireJson.Options)!;

        Assert.Contains("\"schema\":3", json, StringComparison.Ordinal);
        Assert.Contains("\"occupied\":2", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(read, WireJson.Options));
        Assert.Equal(
            ReadingOutcome.Duplicate,
            LevelRules.Report(read, [new Reading("a", "gate", now, ReadingKind.Entry)], now).Results[0].Outcome);
    }

    [Fact]
    public void Stored_form_of_all_that_a_level_knows_round_trips()
    {
        var level = Sample.Level(new LevelSettings(
            "Upper", CountingMode.Spots, new Dictionary<string, int> { ["standard"] = 3, ["ev"] = 2 }, OpeningHours: "24/7", HeightLimit: 2.1, SilentAfter: 60));
        level = Sample.Take(
            level, Sample.Noon, Sample.Spot("a", 0, "s1", true, "ev"), Sample.Spot("b", 1, "s2", false, "standard"), Sample.Entry("c", 2), Sample.Count("d", 1, 4));
        level = LiveParking.Grains.Levels.Corrections.CorrectionRules.Correct(level, new CorrectionRequest("x", 2, "Walked", "anna"), Sample.Noon.AddSeconds(9)).State;
        level = Sample.Take(level, Sample.Noon.AddSeconds(9), Sample.Entry("e", 30));

        var json = JsonSerializer.Serialize(level, WireJson.Options);
        var read = JsonSerializer.Deserialize<LevelState>(json, WireJson.Options)!;

        Assert.Equal(json, JsonSerializer.Serialize(read, WireJson.Options));
        Assert.Equal(Sample.Status(level) with { ByType = null }, Sample.Status(read) with { ByType = null });
        Assert.Equal(level.Spots.OrderBy(spot => spot.Key), read.Spots.OrderBy(spot => spot.Key));
        Assert.Equal(level.Traffic, read.Traffic);
        Assert.Equal("anna", Assert.Single(read.Corrections).Correction.By);
    }

    /// <summary>A state as version 0.1 has stored it.</summary>
    [Fact]
    public void Stored_form_of_schema1_is_read_and_goes_on()
    {
        const string Schema1 =
            """
            {"schema":1,"settings":{"name":"Upper","counting":"gates","capacity":{"standard":150}},"version":1795334400123,
            "updatedAt":"2026-11-22T12:00:00Z","status":"open","occupied":46,"anchor":{"at":"2026-11-22T11:59:00Z","occupied":45},
            "sensors":{"gate":{"forgottenUntil":"2026-11-22T11:58:00Z","recent":[["AQAAAAAAAAA=",1795348800000,1]]}}}
            """;

        var state = LevelMigration.Migrate(JsonSerializer.Deserialize<LevelState>(Schema1, WireJson.Options)!, [], Now);

        Assert.Equal(LevelState.CurrentSchema, state.Schema);
        Assert.Same(state, LevelMigration.Migrate(state, [], Now));
        Assert.Equal(new Spots(150, 46, 104), Sample.Status(state).Spots);
        Assert.Equal((OccupancyStatus.Open, 1795334400123L), (Sample.Status(state).Status, state.SettingsVersion));
        Assert.True(state.Sensors["gate"].Knows(1));
        var next = Sample.Take(state, Sample.Noon.AddMinutes(1), Sample.Entry("x", 60), Sample.Entry("y", -150, sensor: "gate"));
        Assert.Equal((47, OccupancyStatus.Open), (Occupancy.Number(next), next.Status));
        Assert.True(next.Version > state.Version);
        Assert.True(Sample.Status(Sample.Pass(next, Sample.Noon.AddHours(13))).Stale);
    }

    [Fact]
    public void Stored_form_of_schema1_of_a_level_that_nobody_counted_is_unknown()
    {
        const string Schema1 =
            """{"schema":1,"settings":{"name":"Upper","counting":"gates","capacity":{"standard":150}},"version":3,"updatedAt":"2026-11-22T12:00:00Z","status":"unknown","occupied":0,"sensors":{}}""";

        var state = LevelMigration.Migrate(JsonSerializer.Deserialize<LevelState>(Schema1, WireJson.Options)!, [], Now);

        Assert.Null(Occupancy.Number(Sample.Pass(state, Sample.Noon)));
        Assert.Equal(OccupancyStatus.Unknown, Sample.Status(Sample.Pass(state, Sample.Noon.AddDays(9))).Status);
    }
}
