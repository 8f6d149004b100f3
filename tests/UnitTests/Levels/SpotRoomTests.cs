using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Levels.Sensors;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

/// <summary>A token with invented spots can't affect the other spots of a level.</summary>
public sealed class SpotRoomTests
{
    private const double Week = 7 * 24 * 3600;
    private static readonly LevelState Full = Stored(Take(Level(CountingMode.Spots), Noon, [.. Enumerable.Range(0, 300).Select(i => MadeUp($"r{i}", 0, $"made-up-{i}"))]));

    [Fact]
    [Trait("Hole", "1")]
    public void A_spot_that_was_not_heard_for_7_days_makes_room_and_counts_no_longer()
    {
        var level = Take(Full, Noon.AddSeconds(1), MadeUp("again", 1, "made-up-7"));
        Assert.Equal(ReadingOutcome.Rejected, Outcome(level, Week - 1, Spot("x", Week - 1, "honest", true)));

        level = Stored(Take(level, Noon.AddSeconds(Week), Spot("x", Week, "honest", false)));

        Assert.Equal((300, 299), (level.Spots.Count, level.Taken));
        Assert.True(level.Spots.ContainsKey("honest"));
        Assert.True(level.Spots.ContainsKey("made-up-7"));
        // A repeated old reading of a removed spot is late.
        var removed = Enumerable.Range(0, 300).Single(i => !level.Spots.ContainsKey($"made-up-{i}"));
        Assert.Equal(ReadingOutcome.Late, Outcome(level, Week, MadeUp("older", -1, $"made-up-{removed}")));
        // The one that was heard a second later goes a second later.
        for (var i = 0; i < 298; i++)
            level = Take(level, Noon.AddSeconds(Week), Spot($"n{i}", Week, $"new-{i}", false));
        Assert.Equal(ReadingOutcome.Rejected, Outcome(level, Week, Spot("y", Week, "one-more", true)));
        Assert.Equal(ReadingOutcome.Accepted, Outcome(level, Week + 1, Spot("y", Week, "one-more", true)));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void Known_spots_go_on_and_a_spot_whose_sensor_has_an_old_clock_is_heard_today()
    {
        var now = Noon.AddSeconds(Week);
        var level = Take(Level(CountingMode.Spots), now, Spot("old-clock", -Week, "honest", true));
        level = Stored(Take(level, now, [.. Enumerable.Range(0, 299).Select(i => MadeUp($"r{i}", Week, $"made-up-{i}"))]));

        Assert.Equal(ReadingOutcome.Rejected, Outcome(level, Week + 60, MadeUp("x", Week + 60, "one-more")));
        Assert.Equal(ReadingOutcome.Accepted, Outcome(level, Week + 60, Spot("y", -Week + 60, "honest", false)));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_rejected_new_spot_is_named_among_the_anomalies()
    {
        Reading[] readings = [.. Enumerable.Range(0, 200).Select(i => Spot("x", 1, $"more-{i}", true)), Spot("y", 1, "honest", true)];
        var reported = LevelRules.Report(Full, readings, Noon.AddSeconds(1));

        var sensors = SensorRules.Note(new SensorsState(), readings, reported, SensorBound.Of(Settings()), Noon.AddSeconds(1));

        var anomaly = sensors.Anomalies[^1];
        Assert.Equal((AnomalyKind.Rejected, "sensor-honest"), (anomaly.Kind, anomaly.SensorId));
        Assert.Equal("spotId: 'honest' is new, and the level knows 300 spots already; by its capacity it may know 300.", anomaly.Detail);
    }

    [Fact]
    public void The_spots_of_0_2_0_are_heard_at_the_upgrade()
    {
        var level = LevelMigration.Migrate(Full with { Schema = 2 }, [], Noon.AddSeconds(Week));

        Assert.All(Stored(level).Spots.Values, spot => Assert.Equal(Noon.AddSeconds(Week).ToUnixTimeSeconds(), spot.HeardAt));
    }

    private static Reading MadeUp(string id, double second, string spot) => Spot(id, second, spot, true) with { SensorId = "flood" };

    private static ReadingOutcome Outcome(LevelState level, double second, Reading reading) =>
        LevelRules.Report(level, [reading], Noon.AddSeconds(second)).Results[0].Outcome;

    private static LevelState Stored(LevelState level) =>
        JsonSerializer.Deserialize<LevelState>(JsonSerializer.Serialize(level, WireJson.Options), WireJson.Options)!;
}
