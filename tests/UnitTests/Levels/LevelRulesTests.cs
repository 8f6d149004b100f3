using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;

namespace LiveParking.UnitTests.Levels;

public sealed class LevelRulesTests
{
    private static readonly LevelKey Key = new("pakuwon-basement", "upper-basement");
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly LevelState _level = Level(150);

    [Theory]
    [InlineData(ReadingKind.Entry, 10_000_000)]
    [InlineData(ReadingKind.Exit, -10_000_000)]
    public void The_number_stops_at_its_bound(ReadingKind kind, int bound)
    {
        var state = _level;
        for (var i = 0; i < 1001; i++)
            state = LevelRules.Report(state, [new Reading($"r{i}", "gate", Now.AddSeconds(i - 1001), kind, 10_000)], Now).State;

        Assert.Equal(bound, Occupancy.Number(state));
    }

    [Fact]
    public void Configure_new_level_starts_empty_and_unknown()
    {
        var status = LevelRules.Status(Key, _level);

        Assert.Equal(new Spots(150, 0, 150), status.Spots);
        Assert.Equal(OccupancyStatus.Unknown, status.Status);
    }

    [Fact]
    public void Configure_out_of_service_lowers_the_total() =>
        Assert.Equal(
            148,
            Occupancy.Total(new LevelSettings("x", CountingMode.Gates, Capacity(150), new Dictionary<string, int> { ["standard"] = 2 })));

    [Fact]
    public void Report_entry_and_exit_count()
    {
        var state = Apply(_level, Entry("a", 0, 45), Exit("b", 1, 5));

        Assert.Equal(new Spots(150, 40, 110), LevelRules.Status(Key, state).Spots);
        Assert.Equal(OccupancyStatus.Open, state.Status);
    }

    [Fact]
    public void Report_the_same_reading_again_is_a_duplicate_and_changes_nothing()
    {
        var once = Apply(_level, Entry("a", 0));

        var (twice, results) = LevelRules.Report(once, [Entry("a", 0), Entry("a", 0)], Now);

        Assert.Same(once, twice);
        Assert.All(results, result => Assert.Equal(ReadingOutcome.Duplicate, result.Outcome));
    }

    [Fact]
    public void Report_the_same_id_of_another_sensor_counts() =>
        Assert.Equal(2, Apply(_level, Entry("a", 0), Entry("a", 0) with { SensorId = "other" }).Occupied);

    [Fact]
    public void Report_count_then_older_entry_keeps_the_count() =>
        Assert.Equal(45, Apply(_level, Count("c", 10, 45), Entry("a", 5)).Occupied);

    [Fact]
    public void Report_older_count_is_late()
    {
        var (state, results) = LevelRules.Report(Apply(_level, Count("c", 10, 45)), [Count("b", 9, 7)], Now);

        Assert.Equal(ReadingOutcome.Late, results[0].Outcome);
        Assert.NotNull(results[0].Reason);
        Assert.Equal(45, state.Occupied);
    }

    [Fact]
    public void Report_below_zero_is_kept_and_shown_as_zero()
    {
        var state = Apply(_level, Exit("a", 0, 3));

        Assert.Equal(-3, state.Occupied);
        Assert.Equal(new Spots(150, 0, 150), LevelRules.Status(Key, state).Spots);
        Assert.Equal(0, Apply(state, Entry("b", 1, 3)).Occupied);
    }

    [Fact]
    public void Report_above_capacity_is_kept() =>
        Assert.Equal(new Spots(150, 160, 0), LevelRules.Status(Key, Apply(_level, Count("a", 0, 160))).Spots);

    public static TheoryData<Reading, string> Faulty() => new()
    {
        { Entry("", 0), "id" },
        { Entry(new string('x', 129), 0), "id" },
        { Entry("a", 0) with { SensorId = "" }, "sensorId" },
        { Entry("a", 0, 0), "count" },
        { Entry("a", 0, -1), "count" },
        { Entry("a", 0, 10_001), "count" },
        { Count("a", 0, -1), "occupied" },
        { Count("a", 0, 0) with { Occupied = null }, "occupied" },
        { Entry("a", 0) with { At = Now + TimeSpan.FromHours(1) }, "at" },
        { Entry("a", 0) with { At = default }, "at" },
        { Entry("a", 0) with { Kind = (ReadingKind)77 }, "kind" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Report_a_faulty_reading_is_rejected_by_field_and_the_others_count(Reading faulty, string field)
    {
        var (state, results) = LevelRules.Report(_level, [faulty, Entry("good", 0)], Now);

        Assert.Equal(ReadingOutcome.Rejected, results[0].Outcome);
        Assert.StartsWith(field + ":", results[0].Reason, StringComparison.Ordinal);
        Assert.Equal(ReadingOutcome.Accepted, results[1].Outcome);
        Assert.Equal(1, state.Occupied);
    }

    [Fact]
    public void Report_any_order_with_repetitions_gives_one_final_state()
    {
        var readings = new List<Reading>();
        for (var i = 0; i < 60; i++)
        {
            readings.Add(i % 7 == 3 ? Count($"c{i}", i, 40 + i) : i % 3 == 0 ? Exit($"r{i}", i) : Entry($"r{i}", i));
            readings[^1] = readings[^1] with { SensorId = $"gate-{i % 3}" };
        }

        var expected = Apply(_level, [.. readings]).Occupied;
        var random = new Random(20261122);
        for (var round = 0; round < 200; round++)
        {
            var shuffled = readings.Concat(readings.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToArray();
            var state = _level;
            foreach (var batch in shuffled.Chunk(random.Next(1, 12)))
                state = Apply(state, batch);
            Assert.Equal(expected, state.Occupied);
        }
    }

    [Fact]
    public void Report_repeated_beyond_the_window_is_late_and_never_counts_twice()
    {
        var state = Apply(_level, Entry("first", 0));
        for (var i = 0; i < 40; i++)
            state = Apply(state, Entry($"e{i}", 60 * (i + 1)), Exit($"x{i}", (60 * (i + 1)) + 1));

        var (again, results) = LevelRules.Report(state, [Entry("first", 0)], Now.AddHours(1));

        Assert.Equal(ReadingOutcome.Late, results[0].Outcome);
        Assert.Same(state, again);
        Assert.Equal(1, state.Occupied);
    }

    [Fact]
    public void Report_many_readings_remembers_a_bounded_number()
    {
        var state = _level;
        for (var batch = 0; batch < 5; batch++)
            state = Apply(state, [.. Enumerable.Range(0, 1000).Select(i => Entry($"b{batch}-{i}", batch) with { SensorId = $"s{(batch * 100) + (i % 100)}" })]);

        Assert.Equal(500, state.Sensors.Count);
        Assert.All(state.Sensors.Values, sensor => Assert.InRange(sensor.Recent.Count, 10, 16 + ReadingWindow.MaxExtraReadings));
        Assert.True(state.Sensors.Values.Sum(sensor => sensor.Recent.Count - 16) <= ReadingWindow.MaxExtraReadings);
        Assert.Equal(5000, state.Occupied);
    }

    [Fact]
    public void Report_a_batch_of_a_thousand_twice_is_all_duplicates()
    {
        Reading[] batch = [.. Enumerable.Range(0, 1000).Select(i => Entry($"r{i}", i / 10))];
        var state = Apply(_level, batch);

        var (_, results) = LevelRules.Report(state, batch, Now);

        Assert.All(results, result => Assert.Equal(ReadingOutcome.Duplicate, result.Outcome));
    }

    [Theory]
    [InlineData(OccupancyStatus.Open, 134, OccupancyStatus.Open)]
    [InlineData(OccupancyStatus.Open, 135, OccupancyStatus.AlmostFull)]
    [InlineData(OccupancyStatus.AlmostFull, 131, OccupancyStatus.AlmostFull)]
    [InlineData(OccupancyStatus.AlmostFull, 130, OccupancyStatus.Open)]
    [InlineData(OccupancyStatus.AlmostFull, 150, OccupancyStatus.Full)]
    [InlineData(OccupancyStatus.Full, 147, OccupancyStatus.Full)]
    [InlineData(OccupancyStatus.Full, 146, OccupancyStatus.AlmostFull)]
    [InlineData(OccupancyStatus.Full, 10, OccupancyStatus.Open)]
    public void Status_for_around_the_thresholds_has_hysteresis(OccupancyStatus before, int occupied, OccupancyStatus expected) =>
        Assert.Equal(expected, Occupancy.StatusFor(occupied, 150, OccupancyThresholds.Default, before));

    [Fact]
    public void Remove_then_configure_starts_anew_and_the_version_goes_on()
    {
        var used = Apply(_level, Entry("a", 0, 10));
        var removed = LevelRules.Remove(used, Now);

        var anew = LevelRules.Settle(removed, LevelRules.Configure(removed, _level.Settings!, new SiteHours(), Now.AddDays(-1)), 1, Now.AddDays(-1));

        Assert.Throws<UnknownLevelException>(() => LevelRules.Status(Key, removed));
        Assert.True(removed.Version > used.Version);
        Assert.True(anew.Version > removed.Version);
        Assert.Equal((0, OccupancyStatus.Unknown), (anew.Occupied, anew.Status));
    }

    private static LevelState Level(int spots) =>
        LevelRules.Configure(new LevelState(), new LevelSettings("Upper Basement", CountingMode.Gates, Capacity(spots)), new SiteHours(), Now);

    private static Dictionary<string, int> Capacity(int spots) => new() { ["standard"] = spots };

    private static LevelState Apply(LevelState state, params Reading[] readings) => LevelRules.Report(state, readings, Now.AddHours(1)).State;

    private static Reading Entry(string id, int second, int count = 1) => new(id, "gate", Now.AddSeconds(second), ReadingKind.Entry, count);

    private static Reading Exit(string id, int second, int count = 1) => new(id, "gate", Now.AddSeconds(second), ReadingKind.Exit, count);

    private static Reading Count(string id, int second, int occupied) =>
        new(id, "gate", Now.AddSeconds(second), ReadingKind.Count, Occupied: occupied);
}
