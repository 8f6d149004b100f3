using LiveParking.Grains.Alarms;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.UnitTests.Alarms;

public sealed class LevelConditionsTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly LevelTransitions _rules = new(new LevelKey("mall", "b1"), null);
    private LevelUnit _unit;
    private DateTimeOffset _now = Start;
    private DateTimeOffset _heardFrom = Start.AddDays(-1);
    private HashSet<string> _silentBefore = [];
    private int _ids;

    public LevelConditionsTests() => _unit = NewLevel(CountingMode.Count);

    [Fact]
    public void A_new_level_has_nothing_wrong() => Assert.True(Report().IsEmpty);

    [Fact]
    public void A_count_far_above_the_capacity_is_impossible_and_its_sensor_fails()
    {
        Count("counter", 10);
        Assert.Empty(Report().Conditions);

        Count("counter", 5_000);

        Assert.Equal([AlarmKind.SensorFailing, AlarmKind.CountImpossible], Report().Conditions.Select(condition => condition.Kind));
        Assert.Equal("5,000 cars are counted on 100 spots of level 'b1'.", Report().Conditions[1].Detail);
    }

    [Fact]
    public void A_battery_below_the_limit_is_low()
    {
        Send(new Reading(NextId(), "weak", _now, ReadingKind.Heartbeat, Battery: 14));
        Send(new Reading(NextId(), "strong", _now, ReadingKind.Heartbeat, Battery: 15));

        var low = Assert.Single(Report().Conditions);
        Assert.Equal((AlarmKind.SensorBattery, 1, "weak"), (low.Kind, low.Count, low.Names[0]));
    }

    [Fact]
    public void Silent_sensors_are_told_but_not_while_nobody_could_hear_them()
    {
        Count("a", 1);
        Count("b", 2);
        _now += TimeSpan.FromSeconds(LevelAssessment.SilentAfter(_unit.Level.Settings!));
        Assert.Equal((AlarmKind.SensorSilent, 2), (Report().Conditions[0].Kind, Report().Conditions[0].Count));

        // The level has just been started by another silo.
        _heardFrom = _now;
        Assert.Empty(Report().Conditions);

        // One that was known to be silent before that still is.
        _silentBefore = ["a"];
        Assert.Equal("a", Assert.Single(Assert.Single(Report().Conditions).Names));
    }

    [Fact]
    public void A_sensor_is_missing_after_three_of_its_usual_intervals()
    {
        for (var i = 0; i < 10; i++, _now += TimeSpan.FromSeconds(10))
            Count("counter", i);
        _now -= TimeSpan.FromSeconds(10);
        Assert.Equal(new SensorPresence(1, 0), Report().Sensors);
        Assert.Equal(_now.AddSeconds(30), LevelConditions.NextMissing(_unit, _heardFrom, _now));

        _now += TimeSpan.FromSeconds(29);
        Assert.Equal(0, Report().Sensors!.Missing);
        _now += TimeSpan.FromSeconds(1);

        Assert.Equal(new SensorPresence(1, 1), Report().Sensors);
        _heardFrom = _now;
        Assert.Equal(new SensorPresence(1, 0, Unsure: 1), Report().Sensors);
        _heardFrom = Start;
        Assert.Null(LevelConditions.NextMissing(_unit, _heardFrom, _now));
    }

    [Fact]
    public void One_long_pause_does_not_change_the_usual_interval_and_new_ones_do()
    {
        for (var i = 0; i < 10; i++, _now += TimeSpan.FromSeconds(10))
            Count("counter", i);
        _now += TimeSpan.FromHours(2);
        Count("counter", 11);

        Assert.Equal(10, _unit.Sensors.Sensors["counter"].UsualInterval);
        for (var i = 0; i < 8; i++)
        {
            _now += TimeSpan.FromMinutes(1);
            Count("counter", i);
        }

        Assert.Equal(60, _unit.Sensors.Sensors["counter"].UsualInterval);
    }

    [Fact]
    public void A_few_missing_sensors_are_no_news_for_the_site()
    {
        for (var i = 0; i < 10; i++, _now += TimeSpan.FromSeconds(10))
        {
            foreach (var sensor in new[] { "a", "b", "c", "d", "e" })
                Count(sensor, i);
        }

        for (var i = 0; i < 10; i++, _now += TimeSpan.FromSeconds(10))
        {
            foreach (var sensor in new[] { "a", "b", "c", "d" })
                Count(sensor, i);
        }

        _now -= TimeSpan.FromSeconds(10);
        Assert.Equal(new SensorPresence(5, 0), Report().Sensors);
        _now += TimeSpan.FromMinutes(2);
        Assert.Equal(new SensorPresence(5, 5), Report().Sensors);
    }

    [Fact]
    public void A_large_correction_is_drift_until_the_next_one_or_a_week_later()
    {
        _unit = NewLevel(CountingMode.Gates);
        Send(new Reading(NextId(), "in", _now, ReadingKind.Entry, 80));
        Correct(79);
        Assert.Empty(Report().Conditions);
        Send(new Reading(NextId(), "in", _now += TimeSpan.FromSeconds(1), ReadingKind.Entry, 20));
        Correct(60);

        var drift = Assert.Single(Report().Conditions);
        Assert.Equal((AlarmKind.CountDrift, "The last correction of level 'b1' was -39 cars after 20 counted ones."), (drift.Kind, drift.Detail));
        _now += TimeSpan.FromDays(8);
        Assert.DoesNotContain(Report().Conditions, condition => condition.Kind == AlarmKind.CountDrift);
    }

    private static LevelUnit NewLevel(CountingMode counting)
    {
        var rules = new LevelTransitions(new LevelKey("mall", "b1"), null);
        return rules.Configure(
            new LevelUnit(new LevelState(), new SensorsState()), new LevelSettings("B1", counting, new Dictionary<string, int> { ["standard"] = 100 }), new SiteHours(), null, Start).Unit;
    }

    private AlarmReport Report() => LevelConditions.Of("b1", _unit, new AlarmOptions(), _heardFrom, _silentBefore, _now);

    private void Count(string sensor, int occupied) => Send(new Reading(NextId(), sensor, _now, ReadingKind.Count, Occupied: occupied));

    private void Send(Reading reading)
    {
        var (outcome, results) = _rules.Report(_unit, [reading], _now);
        Assert.Equal(ReadingOutcome.Accepted, results[0].Outcome);
        _unit = outcome.Unit;
    }

    private void Correct(int occupied) => _unit = _rules.Correct(_unit, new CorrectionRequest(NextId(), occupied, "counted", "rina"), _now += TimeSpan.FromSeconds(1)).Outcome.Unit;

    private string NextId() => $"{++_ids}";
}
