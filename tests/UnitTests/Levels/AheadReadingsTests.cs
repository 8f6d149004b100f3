using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

/// <summary>How sensors whose clocks are ahead share the room for readings that are still to come.</summary>
public sealed class AheadReadingsTests
{
    private const int Kept = 16;

    [Fact]
    [Trait("Hole", "1")]
    public void One_sensor_far_ahead_has_a_quarter_of_the_room_and_a_gate_30_seconds_fast_loses_nothing()
    {
        var level = LevelRules.Report(Level(spots: 100_000), [.. Enumerable.Range(0, 1000).Select(i => Heartbeat($"f{i}", 299, "made-up"))], Noon).State;
        Assert.Equal(Kept + (ReadingWindow.MaxExtraReadings / AheadReadings.MinShares), level.Sensors["made-up"].Recent.Count);

        // A car each second.
        for (var second = 0; second < 120; second++)
            level = Accepted(level, second, Entry($"e{second}", second + 30));

        Assert.Equal(120, Occupancy.Number(level));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_thousand_sensors_far_ahead_leave_a_fast_gate_twice_what_is_kept_of_every_sensor()
    {
        var level = Level(spots: 100_000);
        for (var round = 0; round < 100; round++)
            level = LevelRules.Report(level, [.. Enumerable.Range(0, 1000).Select(i => Heartbeat($"f{round}", 299, $"made-up-{i}"))], Noon).State;
        var ahead = level.Sensors.Values.Sum(sensor => sensor.Recent.Count);

        // A car each 2 s, of a clock that is a minute fast.
        for (var second = 0; second < 240; second += 2)
            level = Accepted(level, second, Entry($"e{second}", second + 60));

        Assert.Equal(120, Occupancy.Number(level));
        Assert.InRange(JsonSerializer.Serialize(level, WireJson.Options).Length, 0, 800_000);
        Assert.InRange(ahead, 1000, (1000 * 2 * Kept) + (8 * ReadingWindow.MaxExtraReadings));
    }

    private static LevelState Accepted(LevelState level, int second, Reading reading)
    {
        var (next, results) = LevelRules.Report(level, [reading], Noon.AddSeconds(second));
        Assert.Equal((ReadingOutcome.Accepted, (string?)null), (results[0].Outcome, results[0].Reason));
        return next;
    }
}
