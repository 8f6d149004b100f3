using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

public sealed class LevelAssessmentTests
{
    private static readonly LevelSettings Watched = Settings() with { SilentAfter = 60 };

    [Fact]
    public void Silence_makes_a_level_stale_then_unknown_and_a_sign_brings_it_back()
    {
        var state = Take(Level(Watched), Noon, Count("a", 0, 45));

        Assert.Equal((OccupancyStatus.Open, false, 1.0), Seen(Pass(state, Noon.AddSeconds(59))));
        state = Pass(state, Noon.AddSeconds(60));
        Assert.Equal((OccupancyStatus.Open, true, 0.5), Seen(state));
        state = Pass(state, Noon.AddSeconds(180));
        Assert.Equal((OccupancyStatus.Unknown, true, 0.0), Seen(state));
        Assert.Equal(45, Status(state).Spots.Occupied);
        state = Take(state, Noon.AddSeconds(200), Heartbeat("b", 200));
        Assert.Equal((OccupancyStatus.Open, false, 1.0), Seen(state));
    }

    [Fact]
    public void The_next_moment_is_when_silence_will_show()
    {
        var state = Take(Level(Watched), Noon, Count("a", 0, 45));

        Assert.Equal(Noon.AddSeconds(60), LevelAssessment.NextMoment(state, Noon));
        Assert.Equal(Noon.AddSeconds(180), LevelAssessment.NextMoment(Pass(state, Noon.AddSeconds(60)), Noon.AddSeconds(60)));
        Assert.Null(LevelAssessment.NextMoment(Pass(state, Noon.AddSeconds(180)), Noon.AddSeconds(180)));
        Assert.Null(LevelAssessment.NextMoment(Level(Watched), Noon));
    }

    [Fact]
    public void A_level_that_nobody_has_counted_yet_is_unknown_and_not_stale() =>
        Assert.Equal((OccupancyStatus.Unknown, false, null), Seen(Pass(Level(Watched), Noon.AddDays(30))));

    [Theory]
    [InlineData(CountingMode.Gates, 43_200)]
    [InlineData(CountingMode.Spots, 14_400)]
    [InlineData(CountingMode.Count, 3_600)]
    public void Each_way_of_counting_has_a_patience_of_its_own(CountingMode mode, int seconds) =>
        Assert.Equal(seconds, LevelAssessment.SilentAfter(Settings(mode)));

    [Fact]
    public void Spot_sensors_do_not_keep_a_level_fresh_that_gates_count()
    {
        var state = Take(Take(Level(Watched), Noon, Count("a", 0, 45)), Noon.AddSeconds(50), Spot("b", 50, "s1", true));

        Assert.True(Status(Pass(state, Noon.AddSeconds(60))).Stale);
    }

    [Fact]
    public void Heartbeats_change_nothing_that_shows_and_so_have_no_version()
    {
        var state = Take(Level(Watched), Noon, Count("a", 0, 45));

        var next = Take(state, Noon.AddSeconds(10), Heartbeat("b", 10));

        Assert.NotSame(state, next);
        Assert.Equal(Status(state), Status(next));
    }

    [Fact]
    public void Hours_close_a_level_and_open_it_and_silence_does_not_count_meanwhile()
    {
        // 12:00 UTC is 19:00 in Jakarta.
        var state = Take(Level(Watched with { OpeningHours = "Mo-Su 08:00-20:00" }, new SiteHours("Asia/Jakarta")), Noon, Count("a", 0, 45));
        Assert.Equal(Noon.AddHours(1), state.HoursChangeAt);

        state = Pass(state, Noon.AddHours(1));
        Assert.Equal((OccupancyStatus.Closed, false, 1.0), Seen(state));
        Assert.Equal(Noon.AddHours(13), LevelAssessment.NextMoment(state, Noon.AddHours(1)));

        state = Pass(state, Noon.AddHours(13));
        Assert.Equal((OccupancyStatus.Open, false, 1.0), Seen(state));
        Assert.True(Status(Pass(state, Noon.AddHours(13).AddSeconds(60))).Stale);
    }

    [Fact]
    public void A_status_tells_when_hours_change_why_it_is_closed_by_hand_and_how_high_cars_may_be()
    {
        var settings = Settings() with { OpeningHours = "Mo-Su 08:00-20:00", HeightLimit = 2.1 };
        var state = Level(settings);
        Assert.Equal((2.1, null, null, Noon.AddHours(8)), Told(state));
        Assert.Equal((2.1, null, Noon.AddHours(20), null), Told(Pass(state, Noon.AddHours(8))));
        var byHand = LevelRules.Configure(state, settings with { Closed = true, ClosedReason = "Flooded" }, state.Site, Noon);
        Assert.Equal((2.1, "Flooded", null, null), Told(byHand));
        Assert.Equal((null, null, null, null), Told(Level(Settings())));

        static (double? Height, string? Reason, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt) Told(LevelState state)
        {
            var status = Status(state);
            return (status.HeightLimit, status.ClosedReason, status.OpensAt, status.ClosesAt);
        }
    }

    [Fact]
    public void Other_hours_of_the_location_show_although_the_level_stays_open()
    {
        var state = Level(Settings(), new SiteHours("UTC", "Mo-Su 08:00-20:00"));
        var later = LevelRules.Settle(state, LevelRules.SetSite(state, new SiteHours("UTC", "Mo-Su 08:00-21:00"), Noon), 1, Noon);
        Assert.True(later.Version > state.Version);
        Assert.Equal(Noon.AddHours(9), Status(later).ClosesAt);
    }

    [Fact]
    public void Hours_of_the_location_hold_for_a_level_without_its_own()
    {
        var state = Level(Settings(), new SiteHours("UTC", "Mo-Su 00:00-06:00"));
        Assert.Equal(OccupancyStatus.Closed, Status(state).Status);

        var opened = LevelRules.Settle(state, LevelRules.SetSite(state, new SiteHours("UTC", "24/7"), Noon), 1, Noon);
        Assert.Equal(OccupancyStatus.Unknown, Status(opened).Status);
        Assert.True(opened.Version > state.Version);

        Assert.Equal(OccupancyStatus.Unknown, Status(Level(Settings() with { OpeningHours = "24/7" }, state.Site)).Status);
    }

    [Fact]
    public void Closed_by_hand_is_closed_whatever_the_hours_say_and_the_count_goes_on()
    {
        var state = Take(Level(), Noon, Count("a", 0, 45));
        var closed = LevelRules.Settle(
            state, LevelRules.Configure(state, Settings() with { Closed = true, ClosedReason = "Flooded" }, state.Site, Noon), 1, Noon);

        Assert.Equal(OccupancyStatus.Closed, Status(closed).Status);
        Assert.Equal(46, Status(Take(closed, Noon, Entry("b", 1))).Spots.Occupied);
    }

    [Fact]
    public void Confidence_falls_with_the_cars_since_the_last_absolute_count()
    {
        Assert.Equal(0.8, Take(Level(), Noon, Entry("a", 0)).Confidence);
        var counted = Take(Level(), Noon, Count("a", 0, 10));
        Assert.Equal(1, counted.Confidence);
        // 2 % of 7,500 cars is a whole level of 150.
        Assert.Equal(0.5, Take(counted, Noon, Entry("b", 1, 3750), Exit("c", 2, 3750)).Confidence);
    }

    [Fact]
    public void Confidence_falls_with_an_impossible_number_with_missing_spots_and_with_sick_sensors()
    {
        Assert.Equal(0.5, Take(Level(), Noon, Count("a", 0, 9999)).Confidence);
        Assert.Equal(0.2, Take(Level(CountingMode.Spots, 10), Noon, Spot("a", 0, "s1", true), Spot("b", 0, "s2", true)).Confidence);
        var state = Take(Level(), Noon, Count("a", 0, 10));
        Assert.Equal(0.25, LevelRules.Settle(state, state, 0.25, Noon).Confidence);
    }

    [Fact]
    public void A_trend_shows_what_the_last_minutes_did_and_ends_with_quiet()
    {
        var state = Take(Level(), Noon, Count("a", 0, 50));
        Assert.Null(state.Trend);
        state = Take(state, Noon.AddMinutes(6), Entry("b", 360, 10));
        Assert.Equal(OccupancyTrend.Filling, state.Trend);
        state = Take(state, Noon.AddMinutes(12), Exit("c", 720, 20));
        Assert.Equal(OccupancyTrend.Emptying, state.Trend);
        Assert.NotNull(LevelAssessment.NextMoment(state, Noon.AddMinutes(12)));
        Assert.Equal(OccupancyTrend.Steady, Pass(state, Noon.AddMinutes(28)).Trend);
    }

    private static (OccupancyStatus Status, bool Stale, double? Confidence) Seen(LevelState state)
    {
        var status = Status(state);
        return (status.Status, status.Stale, status.Confidence);
    }
}
