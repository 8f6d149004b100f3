using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Levels.Corrections;
using LiveParking.Grains.Levels.Sensors;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

public sealed class SensorRulesTests
{
    private static readonly SilencePolicy Policy = new(TimeSpan.FromMinutes(10));
    private static readonly SensorBound Bound = SensorBound.Of(Settings());

    private LevelState _level = Level();
    private SensorsState _sensors = new();

    [Fact]
    public void A_sensor_that_is_heard_is_ok_with_its_battery_and_its_rate()
    {
        Take(Noon, Entry("a", -1), Entry("b", 0), Heartbeat("c", 0, battery: 87));

        var sensor = Assert.Single(View(Noon).Sensors);
        Assert.Equal(("gate-in", SensorHealth.Ok, null), (sensor.Id, sensor.Health, sensor.Reason));
        Assert.Equal((87, 3.0, 3L, 0L), (sensor.Battery, sensor.ReadingsPerHour, sensor.Accepted, sensor.Rejected));
        Assert.Equal((Noon, Noon, 0.0), (sensor.LastSeen, sensor.LastReadingAt, sensor.ClockOffset));
    }

    [Fact]
    public void A_clock_an_hour_ahead_is_rejected_shown_and_failing_until_it_is_right_again()
    {
        Take(Noon, Entry("a", 0));
        Take(Noon, Entry("b", 3600), Entry("c", 3601));

        var view = View(Noon);
        var sensor = Assert.Single(view.Sensors);
        Assert.Equal(SensorHealth.Failing, sensor.Health);
        Assert.Contains("ahead", sensor.Reason, StringComparison.Ordinal);
        Assert.Equal((2L, 3601.0), (sensor.Rejected, sensor.ClockOffset));
        var anomaly = Assert.Single(view.Anomalies);
        Assert.Equal((AnomalyKind.ClockAhead, 2, "gate-in"), (anomaly.Kind, anomaly.Times, anomaly.SensorId));
        Assert.Equal(0, SensorRules.Coverage(_sensors, Policy, Noon));

        Take(Noon.AddMinutes(1), Entry("d", 60));
        Assert.Equal(SensorHealth.Ok, Assert.Single(View(Noon.AddMinutes(1)).Sensors).Health);
        Assert.Equal(1, SensorRules.Coverage(_sensors, Policy, Noon.AddMinutes(1)));
    }

    [Fact]
    public void Nine_thousand_of_150_are_kept_told_and_make_the_sensor_failing()
    {
        Take(Noon, Count("a", 0, 9999));

        var view = View(Noon);
        Assert.Equal(new Spots(150, 9999, 0), Status(_level).Spots);
        Assert.Equal((SensorHealth.Failing, "counter"), (view.Sensors[0].Health, view.Sensors[0].Id));
        var anomaly = Assert.Single(view.Anomalies);
        Assert.Equal((AnomalyKind.AboveCapacity, 9999, 150), (anomaly.Kind, anomaly.Occupied, anomaly.Total));

        Take(Noon, Count("b", 1, 100));
        Assert.Equal(SensorHealth.Ok, View(Noon).Sensors[0].Health);
    }

    [Fact]
    public void A_few_cars_above_the_capacity_are_told_but_are_no_fault_of_the_sensor()
    {
        Take(Noon, Count("a", 0, 155));

        Assert.Equal(SensorHealth.Ok, View(Noon).Sensors[0].Health);
        Assert.Equal(AnomalyKind.AboveCapacity, Assert.Single(View(Noon).Anomalies).Kind);
    }

    [Fact]
    public void More_exits_than_cars_are_kept_below_zero_and_told()
    {
        Take(Noon, Exit("a", 0, 3), Exit("b", 1, 2));

        Assert.Equal(-5, Occupancy.Number(_level));
        var anomaly = Assert.Single(View(Noon).Anomalies);
        Assert.Equal((AnomalyKind.BelowZero, -5, 2), (anomaly.Kind, anomaly.Occupied, anomaly.Times));
    }

    [Fact]
    public void A_count_above_the_capacity_is_told_each_time_it_counts_and_its_sensor_stays_failing()
    {
        for (var i = 0; i < 5; i++)
            Take(Noon.AddSeconds(i), Count($"c{i}", i, 9999));

        var anomaly = Assert.Single(View(Noon).Anomalies);
        Assert.Equal((5, Noon, Noon.AddSeconds(4)), (anomaly.Times, anomaly.FirstAt, anomaly.At));
        Assert.Equal(SensorHealth.Failing, View(Noon.AddSeconds(4)).Sensors[0].Health);
    }

    [Fact]
    public void Counts_above_a_capacity_that_was_lowered_are_told_although_they_fall()
    {
        Take(Noon, Count("a", 0, 9));
        _level = LevelRules.Settle(_level, LevelRules.Configure(_level, Settings(spots: 5), new SiteHours(), Noon), 1, Noon);

        Take(Noon, Count("b", 1, 8), Count("c", 2, 7), Count("d", 3, 6), Count("e", 4, 5));

        var anomaly = Assert.Single(View(Noon).Anomalies);
        Assert.Equal((3, 6, 5), (anomaly.Times, anomaly.Occupied, anomaly.Total));
    }

    [Fact]
    public void Cars_that_leave_a_corrected_number_impossible_are_told()
    {
        _level = CorrectionRules.Correct(Level(spots: 10), new CorrectionRequest("c", 5000, "Typed wrongly", "anna"), Noon).State;

        Take(Noon.AddSeconds(2), Exit("a", 1));

        var anomaly = Assert.Single(View(Noon).Anomalies);
        Assert.Equal((AnomalyKind.AboveCapacity, 4999, "gate-out"), (anomaly.Kind, anomaly.Occupied, anomaly.SensorId));
    }

    [Fact]
    public void A_level_that_stays_below_zero_has_one_anomaly_whichever_gates_move_it()
    {
        Take(Noon, Exit("a", 0, 300));
        Take(Noon, [.. Enumerable.Range(0, 200).Select(i => Entry($"e{i}", i, sensor: $"gate-{i}"))]);

        var anomaly = Assert.Single(View(Noon).Anomalies);
        Assert.Equal((AnomalyKind.BelowZero, 201, -100, "gate-out"), (anomaly.Kind, anomaly.Times, anomaly.Occupied, anomaly.SensorId));
        Take(Noon, Entry("last", 201, 100));
        Assert.Equal(201, Assert.Single(View(Noon).Anomalies).Times);
    }

    [Fact]
    public void Readings_that_leave_the_number_alone_tell_nothing_of_it()
    {
        Take(Noon.AddSeconds(20), Count("a", 10, 160));

        Take(Noon.AddSeconds(20), Entry("passed before", 5), Heartbeat("b", 11), Spot("c", 12, "s1", true));

        Assert.Equal(1, Assert.Single(View(Noon).Anomalies).Times);
    }

    [Fact]
    public void The_same_message_five_times_counts_once_and_is_seen()
    {
        for (var i = 0; i < 5; i++)
            Take(Noon, Entry("a", 0));

        Assert.Equal(1, Occupancy.Number(_level));
        Assert.Equal((1L, 4L), (View(Noon).Sensors[0].Accepted, View(Noon).Sensors[0].Duplicates));
        Assert.Equal(AnomalyKind.Repeated, Assert.Single(View(Noon).Anomalies).Kind);
    }

    [Fact]
    public void A_silent_sensor_is_told_once_and_its_share_leaves_the_coverage()
    {
        Take(Noon, Entry("a", 0), Exit("b", 0));
        Take(Noon.AddMinutes(9), Entry("c", 540));
        var now = Noon.AddMinutes(10);
        Assert.Equal(now, SensorRules.NextSilence(_sensors, Policy));

        _sensors = SensorRules.NoteSilence(SensorRules.NoteSilence(_sensors, Policy, now), Policy, now);

        Assert.Equal(0.5, SensorRules.Coverage(_sensors, Policy, now));
        var anomaly = Assert.Single(_sensors.Anomalies);
        Assert.Equal((AnomalyKind.Silent, "gate-out", 1), (anomaly.Kind, anomaly.SensorId, anomaly.Times));
        Assert.Equal(Noon.AddMinutes(19), SensorRules.NextSilence(_sensors, Policy));
        // A sensor that is permanently gone does not count for ever.
        Assert.Equal(1, SensorRules.Coverage(_sensors, Policy, Noon.AddDays(8)));
    }

    [Fact]
    public void While_a_level_is_closed_nobody_is_silent_and_the_night_does_not_count_after_it()
    {
        Take(Noon, Entry("a", 0));
        var morning = Noon.AddHours(18);

        Assert.Null(SensorRules.NextSilence(_sensors, Policy with { IsClosed = true }));
        Assert.Equal(1, SensorRules.Coverage(_sensors, Policy with { IsClosed = true }, morning));
        Assert.Equal(1, SensorRules.Coverage(_sensors, Policy with { OpenSince = morning }, morning.AddMinutes(9)));
        Assert.Equal(0, SensorRules.Coverage(_sensors, Policy with { OpenSince = morning }, morning.AddMinutes(10)));
    }

    [Fact]
    public void Strangers_with_broken_readings_fill_no_memory_and_push_nobody_out()
    {
        Take(Noon, Entry("a", 0));
        for (var batch = 0; batch < 3; batch++)
            Take(Noon.AddMinutes(1), [.. Enumerable.Range(0, 1000).Select(i => Entry("x", 7200, sensor: $"stranger-{batch}-{i}"))]);

        Assert.Equal(1 + SensorRules.MaxUnaccepted, _sensors.Sensors.Count);
        Assert.True(_sensors.Sensors.ContainsKey("gate-in"));
        Assert.Equal(SensorRules.MaxAnomalies, _sensors.Anomalies.Count);
        Assert.Single(_level.Sensors);
        Assert.Equal(1, SensorRules.Coverage(_sensors, Policy, Noon.AddMinutes(1)));
    }

    [Fact]
    public void A_new_sensor_beyond_the_bound_is_named_among_the_anomalies_and_pushes_nothing_else_out()
    {
        Take(Noon, Exit("low", 0));
        Take(Noon, [.. Enumerable.Range(0, Bound.Sensors - 1).Select(i => Heartbeat("h", 0, $"made-up-{i}"))]);
        for (var i = 0; i < 100; i++)
            Take(Noon, Heartbeat("h", 0, $"further-{i}"));
        Take(Noon.AddSeconds(1), Entry("a", 0, sensor: "new-gate"));

        var view = View(Noon.AddSeconds(1));
        Assert.Equal((AnomalyKind.TooManySensors, "new-gate"), (view.Anomalies[0].Kind, view.Anomalies[0].SensorId));
        Assert.Contains("new-gate", view.Anomalies[0].Detail, StringComparison.Ordinal);
        Assert.Contains(view.Anomalies, anomaly => anomaly.Kind == AnomalyKind.BelowZero);
        Assert.Equal(SensorHealth.Failing, view.Sensors.Single(sensor => sensor.Id == "new-gate").Health);
        Assert.Contains(view.Sensors, sensor => sensor is { Id: "gate-out", Health: SensorHealth.Ok });
        Assert.Equal(Bound.Sensors + SensorRules.MaxUnaccepted, view.Sensors.Count);
    }

    [Fact]
    [Trait("Hole", "1")]
    public void A_new_sensor_behind_a_hundred_made_up_ones_in_one_batch_is_named()
    {
        Take(Noon, Exit("low", 0));
        Take(Noon, [.. Enumerable.Range(0, Bound.Sensors - 1).Select(i => Heartbeat("h", 0, $"made-up-{i}"))]);

        Take(Noon, [.. Enumerable.Range(0, 100).Select(i => Heartbeat("h", 0, $"further-{i}")), Entry("a", 0, sensor: "new-gate"), Entry("b", 0, sensor: "new-gate")]);

        var newest = View(Noon).Anomalies[0];
        Assert.Equal((AnomalyKind.TooManySensors, "new-gate", 2), (newest.Kind, newest.SensorId, newest.Times));
        Assert.Contains(View(Noon).Anomalies, anomaly => anomaly.Kind == AnomalyKind.BelowZero);
    }

    [Fact]
    [Trait("Hole", "1")]
    public void The_health_of_the_sensors_that_a_level_knows_is_kept_also_beyond_a_lower_bound()
    {
        Take(Noon, [.. Enumerable.Range(0, 100).Select(i => Heartbeat("h", 0, $"old-{i}"))]);
        var lower = SensorBound.Of(Settings(), 64, _level.Sensors.Count);

        Reading[] batch = [Heartbeat("h", 1, "new")];
        var next = SensorRules.Note(_sensors, batch, LevelRules.Report(_level, batch, Noon.AddSeconds(1), 64), lower, Noon.AddSeconds(1));

        Assert.Equal(100, next.Sensors.Values.Count(signs => signs.Accepted > 0));
    }

    [Fact]
    public void What_two_activations_know_is_merged_by_what_is_newer()
    {
        Take(Noon, Entry("a", 0, sensor: "one"), Entry("b", 0, sensor: "two"));
        var before = _sensors;
        Take(Noon.AddMinutes(9), Entry("c", 540, sensor: "one"));
        var theirs = _sensors.WithMark(7);
        var late = SensorRules.NoteSilence(before, Policy, Noon.AddMinutes(10));
        Assert.Equal(AnomalyKind.Silent, Assert.Single(late.Anomalies).Kind);

        Assert.Same(theirs, before.MergedInto(theirs));
        var mine = SensorRules.Note(
            late, [Heartbeat("d", 660, "three")], LevelRules.Report(_level, [Heartbeat("d", 660, "three")], Noon.AddMinutes(11)), Bound, Noon.AddMinutes(11));
        var merged = mine.MergedInto(theirs);

        Assert.Equal((2L, 1L, 1L), (merged.Sensors["one"].Accepted, merged.Sensors["two"].Accepted, merged.Sensors["three"].Accepted));
        Assert.False(merged.Sensors["one"].SilenceNoted);
        Assert.Equal(theirs.Sensors["one"], merged.Sensors["one"]);
    }

    [Fact]
    public void What_is_no_reading_counts_as_rejected_and_fills_no_memory()
    {
        Take(Noon, Entry("a", 0));
        _sensors = SensorRules.NoteRefused(_sensors, [new RefusedReading("gate-in", "kind is wrong.", IsPast: true)], Bound, Noon);
        Assert.Equal(SensorHealth.Ok, Assert.Single(View(Noon).Sensors).Health);
        _sensors = SensorRules.NoteRefused(_sensors, [new RefusedReading("gate-in", new string('x', 300)), new RefusedReading("", "nobody")], Bound, Noon);

        var sensor = Assert.Single(View(Noon).Sensors);
        Assert.Equal((SensorHealth.Failing, 200, 1L, 2L), (sensor.Health, sensor.Reason!.Length, sensor.Accepted, sensor.Rejected));
        Assert.Equal((AnomalyKind.Rejected, 2), (View(Noon).Anomalies[0].Kind, View(Noon).Anomalies[0].Times));

        for (var batch = 0; batch < 3; batch++)
            _sensors = SensorRules.NoteRefused(_sensors, [.. Enumerable.Range(0, 1000).Select(i => new RefusedReading($"stranger-{batch}-{i}", "count"))], Bound, Noon);
        Assert.Equal(1 + SensorRules.MaxUnaccepted, _sensors.Sensors.Count);
        Assert.True(_sensors.Sensors.ContainsKey("gate-in"));
        Assert.Equal(SensorRules.MaxAnomalies, _sensors.Anomalies.Count);
        Take(Noon, Entry("b", 0));
        Assert.Equal(SensorHealth.Ok, SensorRules.HealthOf(_sensors.Sensors["gate-in"], Policy, Noon));
    }

    [Fact]
    public void The_rate_is_that_of_the_last_hour()
    {
        var signs = new SensorStatistics();
        for (var i = 0; i < 60; i++)
            signs = signs.WithAcceptedReading(Noon.AddMinutes(i));

        Assert.Equal(60, signs.PerHour(Noon.AddMinutes(59.99)));
        Assert.Equal(30, signs.PerHour(Noon.AddMinutes(90)));
        Assert.Equal(0, signs.PerHour(Noon.AddHours(2)));
    }

    private void Take(DateTimeOffset now, params Reading[] readings)
    {
        var reported = LevelRules.Report(_level, readings, now);
        _sensors = SensorRules.Note(_sensors, readings, reported, Bound, now);
        _level = LevelRules.Settle(_level, reported.State, SensorRules.Coverage(_sensors, Policy, now), now);
    }

    private LevelSensors View(DateTimeOffset now) => SensorRules.View(Key, _level, _sensors, now);
}
