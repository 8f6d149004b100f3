using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Notifications;

namespace LiveParking.UnitTests.Notifications;

public sealed class NotificationRulesTests
{
    /// <summary>A Tuesday, 15:00 in Jakarta.</summary>
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly NotificationRule Rule = new("desk", NotificationReceiver.Email, "desk@example.org");

    [Theory]
    [InlineData(AlarmRank.High, AlarmRank.High, true)]
    [InlineData(AlarmRank.High, AlarmRank.Medium, false)]
    [InlineData(AlarmRank.Medium, AlarmRank.High, true)]
    [InlineData(AlarmRank.Low, AlarmRank.Low, true)]
    [InlineData(AlarmRank.Medium, AlarmRank.Low, false)]
    public void A_rule_is_for_its_rank_and_worse(AlarmRank wanted, AlarmRank rank, bool isTold) => Assert.Equal(isTold, IsTold(Rule with { Rank = wanted }, Raised(rank: rank)));

    [Fact]
    public void A_rule_with_groups_is_for_locations_of_these_and_not_for_the_system()
    {
        var rule = Rule with { Groups = ["east", "malls"] };
        Assert.True(IsTold(rule, Raised(), "malls"));
        Assert.False(IsTold(rule, Raised(), "west"));
        Assert.False(IsTold(rule, Raised(location: null)));
        Assert.True(IsTold(Rule, Raised(location: null)));
    }

    [Theory]
    [InlineData("Mo-Fr 08:00-18:00", "Asia/Jakarta", true)]
    [InlineData("Mo-Fr 08:00-14:00", "Asia/Jakarta", false)]
    [InlineData("Mo-Fr 08:00-14:00", null, true)]
    [InlineData("Sa-Su", "Asia/Jakarta", false)]
    public void A_rule_with_hours_is_for_these(string hours, string? zone, bool isTold) => Assert.Equal(isTold, IsTold(Rule with { Hours = hours, TimeZone = zone }, Raised()));

    [Fact]
    public void After_an_alarm_others_of_its_kind_and_place_cool_down()
    {
        var state = StateOf(Rule with { CoolDownSeconds = 600 });
        (state, var told) = NotificationRules.Tell(state, Raised("a~1"), [], Now);
        Assert.Single(told);
        Assert.Empty(NotificationRules.Tell(state, Raised("a~2"), [], Now.AddSeconds(599)).Rules);
        Assert.Single(NotificationRules.Tell(state, Raised("a~2", kind: AlarmKind.LevelStale), [], Now.AddSeconds(1)).Rules);
        Assert.Single(NotificationRules.Tell(state, Raised("b~2", location: "b"), [], Now.AddSeconds(1)).Rules);
        Assert.Single(NotificationRules.Tell(state, Raised("a~2"), [], Now.AddSeconds(600)).Rules);
    }

    [Fact]
    public void The_same_event_again_is_told_again_because_its_first_answer_may_be_lost()
    {
        var (state, _) = NotificationRules.Tell(StateOf(Rule with { CoolDownSeconds = 600 }), Raised(), [], Now);
        var (again, told) = NotificationRules.Tell(state, Raised(), [], Now.AddSeconds(3));
        Assert.Single(told);
        Assert.Same(state, again);
    }

    [Fact]
    public void Who_was_told_that_it_began_is_told_that_it_is_over_at_any_hour_and_nobody_else()
    {
        var other = Rule with { Id = "other", Rank = AlarmRank.High };
        var (state, _) = NotificationRules.Tell(StateOf(Rule with { Hours = "Mo-Fr 08:00-14:00" }, other), Raised(), [], Now);

        var (_, told) = NotificationRules.Tell(state, Raised() with { Kind = AlarmEventKind.Cleared }, [], Now.AddHours(12));

        Assert.Equal("desk", Assert.Single(told).Id);
    }

    [Fact]
    public void Alarms_that_are_over_are_forgotten_before_those_that_are_not()
    {
        var (state, _) = NotificationRules.Tell(StateOf(Rule), Raised("open~1"), [], Now);
        for (var i = 0; i < 2_500; i++)
        {
            (state, _) = NotificationRules.Tell(state, Raised($"a~{i:x}"), [], Now);
            (state, _) = NotificationRules.Tell(state, Raised($"a~{i:x}") with { Kind = AlarmEventKind.Cleared }, [], Now);
        }

        Assert.InRange(state.Told.Count, 1, 2_000);
        Assert.Single(NotificationRules.Tell(state, Raised("open~1") with { Kind = AlarmEventKind.Cleared }, [], Now).Rules);
    }

    [Fact]
    public void What_breaks_a_rule_is_refused_with_all_fields()
    {
        var error = Assert.Throws<InvalidRequestException>(() => NotificationRules.Require(
            new NotificationRule("No Slug", NotificationReceiver.Email, "nobody", Groups: ["A B"], Hours: "sometimes", TimeZone: "Mars", CoolDownSeconds: -1)));
        foreach (var field in new[] { "id: ", "target: ", "groups: ", "hours: ", "timeZone: ", "coolDownSeconds: " })
            Assert.Contains(field, error.Message, StringComparison.Ordinal);
        NotificationRules.Require(Rule);
    }

    [Theory]
    [InlineData("https://example.org/hook", "0123456789abcdef", true)]
    [InlineData("ftp://example.org/hook", "0123456789abcdef", false)]
    [InlineData("https://user:password@example.org/", "0123456789abcdef", false)]
    [InlineData("https://example.org/", "short", false)]
    [InlineData("https://example.org/", null, false)]
    public void A_webhook_has_a_web_address_and_a_long_secret(string url, string? secret, bool isValid)
    {
        var webhook = new Webhook("tickets", url, secret);
        if (isValid)
            NotificationRules.Require(webhook, isNew: true);
        else
            Assert.Throws<InvalidRequestException>(() => NotificationRules.Require(webhook, isNew: true));
    }

    private static bool IsTold(NotificationRule rule, AlarmEvent alarmEvent, params string[] groups) => NotificationRules.Tell(StateOf(rule), alarmEvent, groups, Now).Rules.Count == 1;

    private static NotifierState StateOf(params NotificationRule[] rules) => new() { Rules = new NotifierState().Rules.AddRange(rules.Select(rule => KeyValuePair.Create(rule.Id, rule))) };

    private static AlarmEvent Raised(string id = "a~1", string? location = "a", AlarmKind kind = AlarmKind.CameraOffline, AlarmRank rank = AlarmRank.Medium) => new(
        $"{id}.7", AlarmEventKind.Raised, Now,
        new Alarm(id, location, null, null, null, null, kind, rank, "It is dark.", 1, Now, Now, AlarmState.Active, null, null, null, 7));
}
