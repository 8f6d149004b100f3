using LiveParking.Grains.Alarms;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.UnitTests.Alarms;

public sealed class AlarmLimitsRulesTests
{
    private static readonly AlarmOptions Settings = new();

    [Fact]
    public void Without_limits_the_settings_count()
    {
        var limits = AlarmLimitsRules.Of(null, [], Settings);

        Assert.Equal((15, 60, 5, 10), (limits.BatteryBelowPercent, limits.FullAfterMinutes, limits.DriftAbovePercent, limits.DisagreementAbovePercent));
    }

    [Fact]
    public void A_locations_own_limit_counts_before_those_of_its_groups()
    {
        var limits = AlarmLimitsRules.Of(
            new AlarmLimits(BatteryBelowPercent: 5), [new AlarmLimits(BatteryBelowPercent: 30, FullAfterMinutes: 20)], Settings);

        Assert.Equal((5, 20, 5), (limits.BatteryBelowPercent, limits.FullAfterMinutes, limits.DriftAbovePercent));
    }

    [Fact]
    public void Of_several_groups_the_one_that_alarms_first_counts()
    {
        var limits = AlarmLimitsRules.Of(null, [new AlarmLimits(30, 90, 20, 40), new AlarmLimits(20, 30, 10), new AlarmLimits()], Settings);

        Assert.Equal((30, 30, 10, 40), (limits.BatteryBelowPercent, limits.FullAfterMinutes, limits.DriftAbovePercent, limits.DisagreementAbovePercent));
    }

    [Theory]
    [InlineData("batteryBelowPercent", 0, null, null, null)]
    [InlineData("batteryBelowPercent", 100, null, null, null)]
    [InlineData("fullAfterMinutes", null, 10_081, null, null)]
    [InlineData("driftAbovePercent", null, null, 0, null)]
    [InlineData("disagreementAbovePercent", 10, null, null, 101)]
    [InlineData("body", null, null, null, null)]
    public void A_limit_out_of_its_range_is_named(string field, int? battery, int? full, int? drift, int? disagreement)
    {
        var limits = new ScopedAlarmLimits(AlarmLimitsScope.Group, "east", new AlarmLimits(battery, full, drift, disagreement));

        Assert.Equal(field, Assert.Throws<InvalidRequestException>(() => AlarmLimitsRules.Require(limits)).Field);
    }

    [Fact]
    public void Only_a_change_makes_a_new_version_and_removing_leaves_the_version()
    {
        var once = AlarmLimitsRules.With(new AlarmLimitsState(), AlarmLimitsScope.Group, "east", new AlarmLimits(20));
        Assert.Same(once, AlarmLimitsRules.With(once, AlarmLimitsScope.Group, "east", new AlarmLimits(20)));
        Assert.Same(once, AlarmLimitsRules.With(once, AlarmLimitsScope.Location, "east", null));

        var removed = AlarmLimitsRules.With(once, AlarmLimitsScope.Group, "east", null);

        Assert.Equal((1, 2), (once.Version, removed.Version));
        Assert.Empty(AlarmLimitsRules.ListOf(removed).Limits);
    }

    [Fact]
    public void The_number_of_limits_is_bounded_but_known_ones_can_be_changed()
    {
        var full = Enumerable.Range(0, AlarmLimitsRules.MaxCount)
            .Aggregate(new AlarmLimitsState(), (state, i) => AlarmLimitsRules.With(state, AlarmLimitsScope.Location, $"site-{i}", new AlarmLimits(20)));

        Assert.Throws<TooManyException>(() => AlarmLimitsRules.With(full, AlarmLimitsScope.Group, "east", new AlarmLimits(20)));
        Assert.Equal(30, AlarmLimitsRules.Find(AlarmLimitsRules.With(full, AlarmLimitsScope.Location, "site-7", new AlarmLimits(30)), AlarmLimitsScope.Location, "site-7")!.BatteryBelowPercent);
    }
}
