using System.Text.Json;
using CsCheck;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

/// <summary>What one sensor, or one token with many made-up sensors, can't do to the readings of others.</summary>
public sealed class SensorFloodTests
{
    private static readonly SensorBound Small = SensorBound.Of(Settings());

    [Fact]
    [Trait("Hole", "1")]
    public void A_thousand_made_up_sensors_ahead_of_our_clock_make_no_reading_of_others_late()
    {
        var level = Sample.Take(Level(), Noon, Entry("a", 0));
        level = Accept(level, Noon, MadeUp(1000, "h", 299));

        level = Accept(level, Noon.AddSeconds(1), Entry("b", 1), Exit("c", 1), Count("d", 0.5, 40), Heartbeat("e", 1, "counter-2"), Spot("f", 1, "s1", true));
        level = Accept(level, Noon.AddSeconds(2), Entry("g", 1.5, sensor: "never-heard-before"));

        Assert.Equal(41, Occupancy.Number(level));
        Assert.True(level.ForgottenUntil is null);
    }

    [Fact]
    [Trait("Hole", "1")]
    public void The_bound_rejects_new_sensors_and_no_known_one()
    {
        var level = Accept(Level(), Noon, Entry("a", 0));
        level = Accept(level, Noon, MadeUp(1000, "h", 0));
        level = Accept(level, Noon, MadeUp(Small.Sensors - 1001, "h", 0, "more"));

        var (after, results) = LevelRules.Report(level, [Entry("x", 1, sensor: "new"), Entry("b", 1), Heartbeat("h2", 1, "made-up-7")], Noon.AddSeconds(1));

        Assert.Equal([ReadingOutcome.Rejected, ReadingOutcome.Accepted, ReadingOutcome.Accepted], results.Select(result => result.Outcome));
        Assert.StartsWith("sensorId: the level knows 1,024 sensors", results[0].Reason, StringComparison.Ordinal);
        Assert.Equal(Small.Sensors, after.Sensors.Count);
        Assert.Equal(2, Occupancy.Number(after));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_sensor_that_was_accepted_before_is_taken_beyond_the_bound()
    {
        var level = Accept(Level(), Noon, MadeUp(1000, "h", 0));
        level = Accept(level, Noon, MadeUp(Small.Sensors - 1000, "h", 0, "more"));

        var results = LevelRules.Report(level, [Entry("a", 1), Entry("b", 1, sensor: "new")], Noon.AddSeconds(1), isKnown: id => id == "gate-in").Results;

        Assert.Equal([ReadingOutcome.Accepted, ReadingOutcome.Rejected], results.Select(result => result.Outcome));
    }

    [Theory]
    [InlineData(150, null, 1024)]
    [InlineData(512, null, 1024)]
    [InlineData(513, null, 1026)]
    [InlineData(5000, null, 10_000)]
    [InlineData(5000, 300, 300)]
    [Trait("Hole", "1")]
    public void The_bound_is_the_larger_of_1024_and_twice_the_capacity_unless_it_is_configured(int spots, int? configured, int expected) =>
        Assert.Equal(expected, SensorBound.Of(Settings(spots: spots), configured).Sensors);

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1024, 16)]
    [InlineData(2048, 8)]
    [InlineData(200_000, 2)]
    [Trait("Hole", "1")]
    public void How_many_readings_are_kept_of_a_sensor_follows_the_known_sensors_and_not_the_bound(int known, int kept) =>
        Assert.Equal(kept, SensorBound.Of(Settings(), 200_000, known).KeptPerSensor);

    [Fact]
    public void Few_sensors_have_1024_readings_together()
    {
        var level = Level(spots: 100_000);
        for (var batch = 0; batch < 30; batch++)
            level = Accept(level, Noon.AddSeconds(batch), [.. Enumerable.Range(0, 100).Select(i => Entry($"{batch}-{i}", batch, sensor: $"gate-{i % 8}"))]);

        Assert.Equal(1024, level.Sensors.Values.Sum(sensor => sensor.Recent.Count));
        var next = LevelRules.Report(LevelRules.Report(level, [Entry("x", 30)], Noon.AddSeconds(30)).State, [Entry("y", 30)], Noon.AddSeconds(30)).State;
        Assert.Equal(next.Sensors.Values.Sum(sensor => sensor.Recent.Count), next.Remembered);
    }

    [Fact]
    [Trait("Hole", "1")]
    public void Every_sensor_of_a_level_of_five_thousand_spots_is_accepted_and_remembered()
    {
        var level = Level(CountingMode.Spots, 5000);
        Reading[][] batches = [.. Enumerable.Range(0, 6000).Select(i => Spot($"r{i}", 0, $"s{i}", i % 2 == 0)).Chunk(1000)];
        foreach (var batch in batches)
            level = Accept(level, Noon, batch);

        Assert.Equal(3000, Occupancy.Number(level));
        foreach (var batch in batches)
            Assert.All(LevelRules.Report(level, batch, Noon).Results, result => Assert.Equal(ReadingOutcome.Duplicate, result.Outcome));
        Assert.InRange(JsonSerializer.Serialize(level, WireJson.Options).Length, 0, 900_000);
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_sensor_silent_for_seven_days_makes_room_and_its_old_readings_are_late()
    {
        var level = Accept(Level(), Noon, Entry("old", -60, sensor: "gone"));
        var week = Noon.AddDays(7);
        level = Accept(level, week.AddSeconds(-2), MadeUp(1000, "h", 0));
        level = Accept(level, week.AddSeconds(-2), MadeUp(Small.Sensors - 1001, "h", 0, "more"));
        Assert.Equal(ReadingOutcome.Rejected, Outcome(level, week.AddSeconds(-1), Entry("x", 604_799, sensor: "new")));

        level = Accept(level, week, Entry("x", 604_800, sensor: "new"));

        Assert.False(level.Sensors.ContainsKey("gone"));
        Assert.Equal(Noon.AddSeconds(-60), level.ForgottenUntil);
        var heard = level with { Sensors = level.Sensors.Remove("made-up-1") };
        Assert.Equal(ReadingOutcome.Late, Outcome(heard, week, Entry("old", -60, sensor: "gone")));
        Assert.Equal(ReadingOutcome.Accepted, Outcome(heard, week, Entry("newer", -59, sensor: "gone")));
        Assert.Equal(ReadingOutcome.Rejected, Outcome(level, week, Entry("y", 604_800, sensor: "another")));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_fast_clock_does_not_block_the_counts_of_others()
    {
        var level = Accept(Level(), Noon, Count("fast", 299, 100, "fast"));
        Assert.Equal(Noon, level.Anchor!.At);

        level = Accept(level, Noon.AddSeconds(1), Count("right", 0.9, 40));
        Assert.Equal(40, Occupancy.Number(level));
        level = Accept(level, Noon.AddSeconds(2), Count("fast-2", 301, 100, "fast"), Count("measured-before", 1.8, 41));
        Assert.Equal(41, Occupancy.Number(level));
        level = Accept(level, Noon.AddSeconds(3), Entry("in", 302, sensor: "fast"), Entry("in-2", 2.9));
        Assert.Equal(43, Occupancy.Number(level));
        Assert.Equal(ReadingOutcome.Duplicate, Outcome(level, Noon.AddMinutes(6), Count("fast", 299, 100, "fast")));
        Assert.Equal(ReadingOutcome.Duplicate, Outcome(level, Noon.AddMinutes(6), Entry("in", 302, sensor: "fast")));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_fast_clock_does_not_block_a_spot()
    {
        var level = Accept(Level(CountingMode.Spots), Noon, Spot("fast", 299, "s1", true) with { SensorId = "fast" });

        level = Accept(level, Noon.AddSeconds(1), Spot("right", 0.9, "s1", false));
        Assert.Equal(0, Occupancy.Number(level));
        level = Accept(level, Noon.AddSeconds(2), Spot("fast-2", 301, "s1", true) with { SensorId = "fast" }, Spot("right-2", 1.8, "s1", false));
        Assert.Equal(0, Occupancy.Number(level));
        Assert.Equal(ReadingOutcome.Duplicate, Outcome(level, Noon.AddMinutes(6), Spot("fast", 299, "s1", true) with { SensorId = "fast" }));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_count_that_is_older_only_by_the_clock_of_another_sensor_is_accepted_and_changes_nothing()
    {
        var level = Accept(Level(), Noon.AddSeconds(10), Count("a", 10, 40, "one"));

        level = Accept(level, Noon.AddSeconds(10), Count("b", 9, 7, "two"));
        Assert.Equal(40, Occupancy.Number(level));
        Assert.Equal(ReadingOutcome.Late, Outcome(level, Noon.AddSeconds(10), Count("c", 9, 7, "one")));
        Assert.Equal(ReadingOutcome.Late, Outcome(level, Noon.AddSeconds(80), Count("d", -51, 7, "three")));
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_flood_of_one_sensor_shortens_only_its_own_memory_and_makes_no_count_late()
    {
        Reading[] honest = [.. Enumerable.Range(0, 300).Select(i => Entry($"e{i}", i))];
        var level = Accept(Level(spots: 100_000), Noon.AddSeconds(300), honest);
        for (var batch = 0; batch < 40; batch++)
        {
            var now = Noon.AddSeconds(300 + batch);
            level = Accept(level, now, [.. Enumerable.Range(0, 1000).Select(i => Entry($"f{batch}-{i}", 300 + batch, sensor: "flood"))]);
        }

        Assert.All(LevelRules.Report(level, honest, Noon.AddSeconds(340)).Results, result => Assert.Equal(ReadingOutcome.Duplicate, result.Outcome));
        Assert.Equal(40_300, Occupancy.Number(level));
        Assert.Equal(ReadingOutcome.Late, Outcome(level, Noon.AddSeconds(340), Entry("f0-0", 300, sensor: "flood")));
        // All that passed after it is added, though it is forgotten.
        level = Accept(level, Noon.AddSeconds(340), Count("counted", 319.5, 7));
        Assert.Equal(20_007, Occupancy.Number(level));
        Assert.InRange(JsonSerializer.Serialize(level, WireJson.Options).Length, 0, 40_000);
    }

    [Fact]
    [Trait("Hole", "1")]
    public void Made_up_sensors_shorten_no_memory_of_sensors_that_are_known_for_a_day()
    {
        var level = Accept(Level(), Noon, Entry("first", 0));
        var now = Noon.AddDays(1);
        Reading[] honest = [.. Enumerable.Range(0, 500).Select(i => Entry($"e{i}", 86_400 - 500 + i))];
        level = Accept(level, now, honest);
        for (var round = 0; round < 40; round++)
            level = LevelRules.Report(level, MadeUp(1000, $"h{round}", 86_400), now).State;

        Assert.All(LevelRules.Report(level, honest, now).Results, result => Assert.Equal(ReadingOutcome.Duplicate, result.Outcome));
        Assert.InRange(level.Sensors.Values.Sum(sensor => sensor.Recent.Count), 0, (Small.Sensors * Small.KeptPerSensor) + (2 * ReadingWindow.MaxExtraReadings));
        Assert.InRange(JsonSerializer.Serialize(level, WireJson.Options).Length, 0, 500_000);
    }

    [Fact]
    [Trait("Hole", "1")]
    public void Readings_ahead_are_not_forgotten_before_their_time_and_too_many_of_them_are_rejected()
    {
        var level = Level();
        List<(Reading Reading, ReadingOutcome Outcome)> sent = [];
        for (var batch = 0; batch < 5; batch++)
        {
            Reading[] readings = [.. Enumerable.Range(0, 1000).Select(i => Entry($"f{batch}-{i}", 299, sensor: "fast"))];
            (level, var results) = LevelRules.Report(level, readings, Noon.AddMilliseconds(batch));
            sent.AddRange(readings.Zip(results, (reading, result) => (reading, result.Outcome)));
        }

        var accepted = sent.Where(result => result.Outcome == ReadingOutcome.Accepted).Select(result => result.Reading).ToList();
        Assert.Equal(Small.KeptPerSensor + (ReadingWindow.MaxExtraReadings / AheadReadings.MinShares), accepted.Count);
        Assert.Equal(accepted.Count, Occupancy.Number(level));
        Assert.All(sent.Where(result => result.Outcome != ReadingOutcome.Accepted), result => Assert.Equal(ReadingOutcome.Rejected, result.Outcome));
        // Its clock is set: new readings count, and repeated ones do not, at any time.
        level = Accept(level, Noon.AddSeconds(1), Entry("now", 1, sensor: "fast"));
        foreach (var second in (int[])[2, 298, 299, 300, 2000])
        {
            level = Accept(level, Noon.AddSeconds(second), [.. Enumerable.Range(0, 20).Select(i => Heartbeat($"h{second}-{i}", second, "fast"))]);
            var results = LevelRules.Report(level, [.. accepted.Take(1000)], Noon.AddSeconds(second)).Results;
            Assert.DoesNotContain(results, result => result.Outcome == ReadingOutcome.Accepted);
        }
    }

    [Fact]
    [Trait("Hole", "1")]
    public void Readings_of_a_removed_level_that_were_ahead_do_not_count_in_one_made_anew_and_block_nothing()
    {
        var level = Accept(Level(), Noon, Entry("ahead", 299), Entry("now", 0));
        var removed = LevelRules.Remove(level, Noon.AddSeconds(1));
        var anew = LevelRules.Configure(removed, Settings(), new SiteHours(), Noon.AddSeconds(2));

        anew = Accept(anew, Noon.AddSeconds(3), Entry("next", 3), Count("count", 3, 5));
        Assert.Equal(5, Occupancy.Number(anew));
        Assert.Equal(ReadingOutcome.Duplicate, Outcome(anew, Noon.AddMinutes(6), Entry("ahead", 299)));
        Assert.Equal(ReadingOutcome.Late, Outcome(anew, Noon.AddMinutes(6), Entry("now", 0)));
    }

    /// <summary>The stored state of 0.2.0 after a thousand invented sensors with clocks 299 s ahead, and two later readings of a gate.</summary>
    [Fact]
    [Trait("Hole", "1")]
    public void A_level_with_a_future_ForgottenUntil_from_0_2_0_accepts_readings_again()
    {
        const string Schema2 =
            """
            {"schema":2,"settings":{"name":"Upper","counting":"gates","capacity":{"standard":150}},"settingsVersion":7,"site":{},"version":1795334400123,
            "updatedAt":"2026-11-22T11:59:00Z","status":"open","occupied":46,"flowKnown":true,"anchor":{"at":"2026-11-22T12:04:59Z","occupied":46},
            "traffic":{},"spots":{"s1":[1795348799000,7,1],"s2":[1795349099000,7,1]},"taken":2,
            "sensors":{"gate":{"forgottenUntil":"2026-11-22T12:04:59Z","recent":[]},"made-up-1":{"recent":[["AQAAAAAAAAA=",1795349099000,0]]}},
            "forgottenUntil":"2026-11-22T12:04:59Z","changesForgottenUntil":"2026-11-22T12:04:58Z","countedAt":"2026-11-22T12:04:59Z",
            "heardAt":"2026-11-22T11:59:00Z","silence":"none","outsideHours":false,"corrections":[]}
            """;
        var level = LevelMigration.Migrate(JsonSerializer.Deserialize<LevelState>(Schema2, WireJson.Options)!, [], Noon);

        Assert.True(level.ForgottenUntil <= Noon);
        level = Accept(level, Noon.AddSeconds(1), Entry("a", 1, sensor: "gate"), Entry("b", 1, sensor: "other"), Spot("c", 1, "s2", false));
        Assert.Equal(48, Occupancy.Number(level));
        level = Accept(level, Noon.AddSeconds(2), Count("d", 1.5, 40));
        Assert.Equal(40, Occupancy.Number(level));
        Assert.True(level.Sensors["made-up-1"].Knows(1));
        Assert.Equal(Noon.AddSeconds(299), level.Sensors["made-up-1"].NewestOwn);
    }

    [Fact]
    [Trait("Hole", "1")]
    public void Whatever_one_sensor_sends_every_reading_of_another_that_is_in_order_is_accepted_and_none_counts_twice() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[-400, 299], Gen.Int[0, 30], Gen.Int[1, 3]).Array[1, 60].Sample(
            flood =>
            {
                var level = Level(spots: 100_000);
                List<Reading> honest = [];
                for (var i = 0; i < flood.Length; i++)
                {
                    var (kind, lead, sensor, times) = flood[i];
                    var now = Noon.AddSeconds(i);
                    Reading[] bad = [.. Enumerable.Range(0, times * 20).Select(n => Bad(kind, $"{i}-{n}", i + lead, sensor % 3 == 0 ? sensor + (n * 100) : sensor))];
                    level = LevelRules.Report(level, bad, now).State;
                    var reading = Entry($"honest-{i}", i - 0.2, sensor: "honest");
                    honest.Add(reading);
                    level = Accept(level, now, reading, Count($"count-{i}", i - 0.1, 10, "honest-counter"));
                    level = LevelRules.Report(level, bad, now.AddMilliseconds(1)).State;
                }

                Assert.DoesNotContain(LevelRules.Report(level, honest, Noon.AddMinutes(10)).Results, result => result.Outcome == ReadingOutcome.Accepted);
            },
            iter: 100);

    private static Reading Bad(int kind, string id, double second, int sensor) => kind switch
    {
        0 => Entry(id, second, 3, $"bad-{sensor}"),
        1 => Exit(id, second, 3, $"bad-{sensor}"),
        2 => Count(id, second, sensor, $"bad-{sensor}"),
        3 => Spot(id, second, $"b{sensor}", true),
        _ => Heartbeat(id, second, $"bad-{sensor}"),
    };

    private static Reading[] MadeUp(int count, string id, double second, string name = "made-up") =>
        [.. Enumerable.Range(0, count).Select(i => Heartbeat(id, second, $"{name}-{i}"))];

    /// <summary>Takes readings, all of which have to be accepted, and the state by way of the store.</summary>
    private static LevelState Accept(LevelState level, DateTimeOffset now, params Reading[] readings)
    {
        var (next, results) = LevelRules.Report(level, readings, now);
        Assert.All(results, result => Assert.Equal((ReadingOutcome.Accepted, (string?)null), (result.Outcome, result.Reason)));
        return JsonSerializer.Deserialize<LevelState>(JsonSerializer.Serialize(next, WireJson.Options), WireJson.Options)!;
    }

    private static ReadingOutcome Outcome(LevelState level, DateTimeOffset now, Reading reading) => LevelRules.Report(level, [reading], now).Results[0].Outcome;
}
