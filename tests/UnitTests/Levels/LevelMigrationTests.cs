using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

/// <summary>A level as 0.2.0 has stored it.</summary>
public sealed class LevelMigrationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(64)]
    [Trait("Hole", "1")]
    public void Every_sensor_of_0_2_0_is_accepted_also_those_of_which_only_the_health_was_kept(int? bound)
    {
        var level = LevelMigration.Migrate(Stored(), Enumerable.Range(0, 1024).Select(i => $"old-{i}"), Noon);
        for (var round = 0; round < 2; round++)
            level = LevelRules.Report(level, [.. Enumerable.Range(0, 1000).Select(i => Heartbeat("h", 0, $"made-up-{round}-{i}"))], Noon, bound).State;

        foreach (var ids in Enumerable.Range(0, 1024).Chunk(512))
        {
            var results = LevelRules.Report(level, [.. ids.Select(i => Entry("a", 1, sensor: $"old-{i}"))], Noon.AddSeconds(1), bound).Results;
            Assert.All(results, result => Assert.Equal(ReadingOutcome.Accepted, result.Outcome));
        }

        Assert.Equal(ReadingOutcome.Rejected, Outcome(level, Entry("a", 1, sensor: "new"), bound));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void What_was_forgotten_of_a_sensor_ahead_delays_its_own_readings_only()
    {
        var read = Stored() with { ForgottenUntil = Noon.AddSeconds(299), ChangesForgottenUntil = null };
        read = read with
        {
            Sensors = read.Sensors
                .SetItem("fast", Memory(Noon.AddSeconds(200), Noon.AddSeconds(280)))
                .SetItem("right", Memory(Noon.AddSeconds(299), Noon.AddSeconds(-1))),
        };

        var level = LevelMigration.Migrate(read, ["by-health"], Noon);

        Assert.Equal(ReadingOutcome.Late, Outcome(level, Entry("forgotten", 150, sensor: "fast")));
        Assert.Equal(ReadingOutcome.Accepted, Outcome(level, Entry("a", 201, sensor: "fast")));
        Assert.All((string[])["right", "by-health", "new"], id => Assert.Equal(ReadingOutcome.Accepted, Outcome(level, Entry("a", 1, sensor: id))));
    }

    [Fact]
    public void A_time_that_is_years_ahead_after_our_clock_was_set_back_is_read()
    {
        var read = Stored() with { Sensors = Stored().Sensors.SetItem("future", Memory(null, Noon.AddYears(3))) };

        var memory = LevelMigration.Migrate(read, [], Noon).Sensors["future"];

        Assert.Equal((Noon, int.MaxValue), (memory.Recent[0].At, memory.Recent[0].Lead));
    }

    private static LevelState Stored() => Level() with
    {
        Schema = 2,
        Sensors = Enumerable.Range(0, 512).ToImmutableDictionary(i => $"old-{i}", _ => Memory(null, Noon.AddMinutes(-1))),
    };

    private static SensorMemory Memory(DateTimeOffset? forgottenUntil, DateTimeOffset at) =>
        new() { ForgottenUntil = forgottenUntil, Recent = RememberedReadings.Of([new RememberedReading(7, at, 1)]) };

    private static ReadingOutcome Outcome(LevelState level, Reading reading, int? bound = null) =>
        LevelRules.Report(level, [reading], Noon.AddSeconds(1), bound).Results[0].Outcome;
}
