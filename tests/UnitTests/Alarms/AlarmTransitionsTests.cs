using System.Collections.Immutable;
using LiveParking.Grains.Alarms;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Notifications;
using Xunit;

namespace LiveParking.UnitTests.Alarms;

public sealed class AlarmTransitionsTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly AlarmTransitions _rules = new(new AlarmOptions());
    private AlarmBook _book = new();
    private DateTimeOffset _now = Start;

    private IReadOnlyList<Alarm> Open => AlarmTransitions.Open(_book, "mall");

    [Fact]
    public void A_fault_becomes_an_alarm_when_it_lasts()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Assert.Empty(Open);
        Assert.Equal(Start + TimeSpan.FromSeconds(5), _rules.NextDue(_book));

        Pass(5);

        var alarm = Assert.Single(Open);
        Assert.Equal((AlarmKind.CameraOffline, AlarmRank.Medium, "gate", 1, Start, AlarmState.Active), (alarm.Kind, alarm.Rank, alarm.CameraId, alarm.Count, alarm.Since, alarm.State));
        Assert.Equal("mall", alarm.LocationId);
    }

    [Fact]
    public void A_fault_that_is_gone_before_its_time_is_no_alarm()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(4);
        Report("location");
        Pass(60);

        Assert.Empty(Open);
        Assert.True(_book.IsQuiet);
        Assert.Empty(_book.Cleared);
    }

    [Fact]
    public void Many_faults_of_one_kind_are_one_alarm()
    {
        foreach (var level in new[] { "b1", "b2" })
            Report($"level/{level}", new AlarmCondition(AlarmKind.SensorSilent, 100, ["s1", "s2"]));
        Pass(10);

        var alarm = Assert.Single(Open);
        Assert.Equal((200, null), (alarm.Count, alarm.SensorId));
        Assert.StartsWith("200 sensors (s1, s2, s1, s2, …) are silent.", alarm.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreachable_site_is_one_alarm_with_everything_under_it()
    {
        Report("location", Fault(AlarmKind.CameraFrozen, "hall"));
        Pass(15);
        var before = Assert.Single(Open);

        Report("location", Fault(AlarmKind.SiteUnreachable), new AlarmCondition(AlarmKind.CameraOffline, 16, ["a", "b"]), Fault(AlarmKind.CameraFrozen, "hall"));
        Report("level/b1", new AlarmCondition(AlarmKind.SensorSilent, 200, ["s1"]));
        Pass(60);

        var site = Assert.Single(Open);
        Assert.Equal((AlarmKind.SiteUnreachable, AlarmRank.High, 217), (site.Kind, site.Rank, site.Count));

        Report("location", Fault(AlarmKind.CameraFrozen, "hall"));
        Report("level/b1");
        Pass(10);

        var after = Assert.Single(Open);
        Assert.Equal(before.Id, after.Id);
        Assert.True(after.Version > before.Version, "A client that was told that it is gone takes it only with a higher version.");
        Assert.Equal(AlarmKind.SiteUnreachable, Assert.Single(_book.Cleared).Kind);
    }

    [Fact]
    public void An_alarm_is_cleared_when_its_fault_stays_gone_and_not_before()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(5);
        Report("location");
        Pass(4);
        Assert.Single(Open);

        Pass(1);

        Assert.Empty(Open);
        var cleared = Assert.Single(_book.Cleared);
        Assert.Equal((AlarmState.Cleared, _now), (cleared.State, cleared.LastAt));
        Assert.Equal("mall", AlarmTransitions.AtPlace(cleared, "mall").LocationId);
    }

    [Fact]
    public void A_fault_that_comes_and_goes_is_one_alarm_that_is_held_longer_each_time()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(5);
        var first = Assert.Single(Open);
        for (var i = 0; i < 6; i++)
        {
            Report("location");
            Pass(4);
            Report("location", Fault(AlarmKind.CameraOffline, "gate"));
            Assert.Equal(first.Id, Assert.Single(Open).Id);
        }

        Report("location");
        Pass(319);
        Assert.Single(Open);
        Pass(1);
        Assert.Empty(Open);
    }

    [Fact]
    public void A_fault_that_returns_soon_after_it_was_cleared_is_the_same_alarm()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(5);
        var first = Assert.Single(Open);
        Report("location");
        Pass(30);
        var cleared = Assert.Single(_book.Cleared);

        Report("location", Fault(AlarmKind.CameraOffline, "gate"));

        var again = Assert.Single(Open);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(first.Since, again.Since);
        Assert.True(again.Version > cleared.Version);
        Assert.Empty(_book.Cleared);
    }

    [Fact]
    public void An_acknowledged_alarm_is_active_again_when_more_of_the_same_fails()
    {
        Report("location", new AlarmCondition(AlarmKind.CameraOffline, 2, ["a", "b"]));
        Pass(5);
        _book = AlarmTransitions.Acknowledge(_book, AlarmId.Require(Open[0].Id), "rina", "On my way", _now);
        Assert.Equal((AlarmState.Acknowledged, "rina", "On my way"), (Open[0].State, Open[0].By, Open[0].Note));

        Report("location", new AlarmCondition(AlarmKind.CameraOffline, 1, ["a"]));
        Assert.Equal(AlarmState.Acknowledged, Open[0].State);
        Report("location", new AlarmCondition(AlarmKind.CameraOffline, 3, ["a", "b", "c"]));

        Assert.Equal((AlarmState.Active, null, "On my way"), (Open[0].State, Open[0].By, Open[0].Note));
    }

    [Fact]
    public void A_shelved_alarm_comes_back_at_its_time()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(5);
        _book = AlarmTransitions.Shelve(_book, AlarmId.Require(Open[0].Id), "rina", _now.AddMinutes(30), "Repair at ten", _now);
        Assert.Equal(AlarmState.Shelved, Open[0].State);
        Assert.Equal(AlarmCounts.None, AlarmCounts.Of(Open));
        Assert.Equal(_now.AddMinutes(30), _rules.NextDue(_book));

        Pass(30 * 60);

        Assert.Equal(AlarmState.Active, Open[0].State);
        Assert.Null(Open[0].Until);
    }

    [Fact]
    public void A_cleared_alarm_can_not_be_acknowledged()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(5);
        var id = AlarmId.Require(Open[0].Id);
        Report("location");
        Pass(10);

        Assert.Throws<UnknownAlarmException>(() => AlarmTransitions.Acknowledge(_book, id, "rina", null, _now));
    }

    [Theory]
    [InlineData(100, 51, true)]
    [InlineData(100, 50, false)]
    public void A_site_without_a_silo_is_unreachable_when_most_of_its_sensors_are_missing(int known, int missing, bool isUnreachable)
    {
        Present("b1", known / 2, missing);
        Assert.Empty(Open);

        _book = _rules.SetSite(_book, new SiteFacts(HasSilo: false, Known(("level/b1", known / 2), ("level/b2", known - (known / 2)))), _now);

        Assert.Equal(isUnreachable, Open.Any(alarm => alarm.Kind == AlarmKind.SiteUnreachable));
    }

    [Fact]
    public void Missing_sensors_do_not_make_a_site_with_a_silo_unreachable()
    {
        Present("b1", 100, 100);
        _book = _rules.SetSite(_book, new SiteFacts(HasSilo: true, Known()), _now);
        Assert.Empty(Open);
    }

    [Fact]
    public void A_level_that_reports_nothing_more_still_has_its_sensors()
    {
        Present("b1", 10, 6);
        _book = _rules.Report(_book, new AlarmReport("level/b2", [Fault(AlarmKind.SensorBattery, "weak")], new SensorPresence(10, 0)), _now);
        _book = _rules.SetSite(_book, new SiteFacts(HasSilo: false, Known(("level/b1", 10), ("level/b2", 10))), _now);
        Report("level/b2");
        Assert.DoesNotContain(Open, alarm => alarm.Kind == AlarmKind.SiteUnreachable);
    }

    [Fact]
    public void A_level_that_was_just_started_does_not_end_the_alarm_of_a_dead_site()
    {
        Present("b1", 10, 10);
        _book = _rules.SetSite(_book, new SiteFacts(HasSilo: false, Known(("level/b1", 10))), _now);
        Assert.Single(Open);

        _book = _rules.Report(_book, new AlarmReport("level/b1", [], new SensorPresence(10, 0, Unsure: 10)), _now);
        Pass(60);
        Assert.Single(Open);

        _book = _rules.Report(_book, new AlarmReport("level/b1", [], new SensorPresence(10, 0, Unsure: 2)), _now);
        Pass(60);
        Assert.Empty(Open);
    }

    [Fact]
    public void A_shelved_alarm_stays_shelved_while_its_fault_comes_and_goes()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(5);
        _book = AlarmTransitions.Shelve(_book, AlarmId.Require(Open[0].Id), "rina", _now.AddDays(3), "Until Friday", _now);
        Report("location");
        Pass(3600);
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(60);
        Assert.Equal((AlarmState.Shelved, "Until Friday"), (Open[0].State, Open[0].Note));

        Report("location");
        Pass(3 * 24 * 3600);
        Pass(1);

        Assert.Empty(Open);
        Assert.Equal(AlarmEventKind.Cleared, _book.Events[^1].Kind);
    }

    [Fact]
    public void An_acknowledged_alarm_that_returns_soon_is_still_acknowledged_and_not_told_again()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(5);
        _book = AlarmTransitions.Acknowledge(_book, AlarmId.Require(Open[0].Id), "rina", null, _now);
        Report("location");
        Pass(30);
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));

        Assert.Equal((AlarmState.Acknowledged, "rina"), (Open[0].State, Open[0].By));
        Assert.Equal([AlarmEventKind.Raised, AlarmEventKind.Cleared], _book.Events.Select(told => told.Kind));
    }

    [Fact]
    public void What_follows_from_an_unreachable_site_is_not_told()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(2);
        Report("location", Fault(AlarmKind.SiteUnreachable), Fault(AlarmKind.CameraOffline, "gate"));
        Pass(600);

        Assert.Equal(AlarmKind.SiteUnreachable, Assert.Single(_book.Events).Alarm!.Kind);
    }

    [Fact]
    public void An_event_has_the_same_id_for_every_attempt_and_another_for_every_change()
    {
        Report("location", Fault(AlarmKind.SiteUnreachable));
        Report("location");
        Pass(10);

        var ids = _book.Events.Select(told => AlarmTransitions.AtPlace(told, "mall").Id).ToList();
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.StartsWith("mall~", id, StringComparison.Ordinal));
        Assert.Single(AlarmTransitions.WithoutEvent(_book, _book.Events[0]).Events);
    }

    [Fact]
    public void What_a_source_reported_goes_with_it_when_its_report_expires()
    {
        _book = _rules.Report(_book, new AlarmReport("gateway a", [Fault(AlarmKind.BrokerLost)], ValidFor: TimeSpan.FromSeconds(20)), _now);
        Pass(10);
        Assert.Equal(AlarmKind.BrokerLost, Assert.Single(Open).Kind);

        Pass(10);
        Pass(5);

        Assert.Empty(Open);
    }

    [Fact]
    public void The_same_report_again_changes_nothing()
    {
        Report("location", Fault(AlarmKind.CameraOffline, "gate"));
        Pass(5);
        var before = _book;

        Report("location", Fault(AlarmKind.CameraOffline, "gate"));

        Assert.Same(before, _book);
    }

    [Theory]
    [InlineData("mall~18f3a2", "mall")]
    [InlineData("~18f3a2", null)]
    public void An_id_names_its_place(string text, string? location)
    {
        var id = AlarmId.Require(text);
        Assert.Equal(location, id.LocationId);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mall")]
    [InlineData("Mall~1")]
    [InlineData("mall~x")]
    [InlineData("mall~1~2")]
    public void Other_texts_are_no_ids(string? text) => Assert.Throws<UnknownAlarmException>(() => AlarmId.Require(text));

    [Fact]
    public void Every_kind_has_a_sentence_a_rank_and_its_times()
    {
        foreach (var kind in Enum.GetValues<AlarmKind>())
        {
            Assert.EndsWith(".", AlarmRules.CauseOf(kind, 1, ["x"], null, null), StringComparison.Ordinal);
            Assert.EndsWith(".", AlarmRules.CauseOf(kind, 3, ["x"], null, null), StringComparison.Ordinal);
            Assert.True(Enum.IsDefined(AlarmRules.RankOf(kind)));
            Assert.InRange(AlarmRules.ClearAfter(kind, 50), TimeSpan.Zero, AlarmRules.MaxHold);
        }
    }

    [Fact]
    public void The_history_keeps_the_newest_of_90_days()
    {
        var old = new Alarm("~1", null, null, null, null, null, AlarmKind.BrokerLost, AlarmRank.High, "", 1, _now.AddDays(-91), _now.AddDays(-91), AlarmState.Cleared, null, null, null, 1);
        var many = Enumerable.Range(2, AlarmHistory.MaxCount + 5).Select(number => old with { Id = $"~{number:x}", LastAt = _now }).ToList();

        var history = new AlarmHistory { Alarms = [old] }.With(many, _now).With([many[^1] with { Note = "again" }], _now);

        Assert.Equal(AlarmHistory.MaxCount, history.Alarms.Count);
        Assert.DoesNotContain(history.Alarms, alarm => alarm.Id == old.Id);
        Assert.Equal("again", history.Alarms[^1].Note);
    }

    private static ImmutableDictionary<string, int> Known(params (string Source, int Sensors)[] levels) => levels.ToImmutableDictionary(level => level.Source, level => level.Sensors);

    private static AlarmCondition Fault(AlarmKind kind, params string[] names) => new(kind, 1, names);

    private void Report(string source, params AlarmCondition[] conditions) => _book = _rules.Report(_book, new AlarmReport(source, conditions), _now);

    private void Present(string level, int known, int missing) =>
        _book = _rules.Report(_book, new AlarmReport($"level/{level}", [], new SensorPresence(known, missing)), _now);

    private void Pass(int seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
        _book = _rules.Reassess(_book, _now);
    }
}
