using System.Collections.Immutable;
using LiveParking.Grains.Audit;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.UnitTests.Audit;

public sealed class AuditRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_entry_again_adds_nothing_and_changes_nothing()
    {
        var entries = AuditRules.Add([], Entry("a"));
        entries = AuditRules.End(entries, new AuditEnd("a", Now, Now.AddSeconds(1), AuditOutcome.Done, null, "{}"));
        Assert.Same(entries, AuditRules.Add(entries, Entry("a")));
        Assert.Equal((AuditOutcome.Done, "{}"), (entries[0].Outcome, entries[0].After));
    }

    [Fact]
    public void What_was_done_stays_done_and_what_failed_can_still_be_done_by_another_attempt()
    {
        var entries = AuditRules.End([Entry("a")], End(AuditOutcome.Failed));
        entries = AuditRules.End(entries, End(AuditOutcome.Done));
        Assert.Equal(AuditOutcome.Done, entries[0].Outcome);
        Assert.Same(entries, AuditRules.End(entries, End(AuditOutcome.Refused)));
        Assert.Same(entries, AuditRules.End(entries, new AuditEnd("unknown", Now, Now, AuditOutcome.Done)));
    }

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("mall", "dewi", "level", true)]
    [InlineData("mall", "dewi", "level.configure", true)]
    [InlineData("mall", "dewi", "lev", false)]
    [InlineData("other", null, null, false)]
    [InlineData(null, "other", null, false)]
    public void A_query_matches_by_location_subject_and_action(string? location, string? subject, string? action, bool matches) =>
        Assert.Equal(matches, AuditRules.Matches(Entry("a"), new AuditQuery(Now, Now.AddSeconds(1), 10, location, subject, action)));

    [Fact]
    public void The_next_page_begins_after_the_last_entry_also_within_the_same_moment()
    {
        ImmutableList<AuditEntry> entries = [Entry("a"), Entry("c"), Entry("b")];
        Assert.Equal(["c", "b", "a"], AuditRules.NewestFirst(entries).Select(entry => entry.Id));
        var rest = entries.Where(entry => AuditRules.Matches(entry, new AuditQuery(Now, Now.AddSeconds(1), 10, After: new AuditPosition(Now, "b"))));
        Assert.Equal(["a"], rest.Select(entry => entry.Id));
    }

    [Theory]
    [InlineData(IAuditGrain.Changes, "2026-11-30T23:59:59Z", "2026-11")]
    [InlineData("watches/mall", "2026-11-30T23:59:59Z", "2026-11-30")]
    public void Changes_are_kept_by_month_and_watches_by_day(string trail, string at, string name)
    {
        var periods = AuditPeriods.Of(trail, new AuditOptions());
        Assert.Equal(name, periods.NameOf(periods.At(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_period_is_over_when_its_last_moment_is_older_than_it_is_kept()
    {
        var periods = AuditPeriods.Of("watches/mall", new AuditOptions { WatchDays = 2 });
        Assert.False(periods.IsOver(new DateOnly(2026, 11, 28), Now));
        Assert.False(periods.IsOver(new DateOnly(2026, 11, 27), Now.AddHours(-12).AddTicks(-1).AddDays(0)));
        Assert.True(periods.IsOver(new DateOnly(2026, 11, 27), Now));
    }

    private static AuditEntry Entry(string id) => new(id, Now, "level.configure", new AuditAuthor("dewi"), AuditOutcome.Begun, "mall", "upper");

    private static AuditEnd End(AuditOutcome outcome) => new("a", Now, Now.AddSeconds(1), outcome);
}
