using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Levels.Corrections;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

public sealed class CorrectionRulesTests
{
    private static readonly CorrectionRequest Request = new("c1", 40, "Walked through", "anna");

    [Fact]
    public void The_number_is_set_and_gates_go_on_from_it()
    {
        var state = Take(Level(), Noon, Count("a", 0, 45), Entry("b", 10, 5));

        var (next, correction) = CorrectionRules.Correct(state, Request, Noon.AddSeconds(60));

        Assert.Equal(40, Occupancy.Number(next));
        Assert.Equal(("anna", "Walked through", 50, 40), (correction.By, correction.Reason, correction.Before, correction.After));
        Assert.Equal(Noon.AddSeconds(60), correction.At);
        next = Take(next, Noon.AddSeconds(80), Entry("late", 30), Entry("new", 70), Count("old", 59, 99));
        Assert.Equal(41, Occupancy.Number(next));
    }

    [Fact]
    public void Drift_is_divided_by_the_traffic_since_the_absolute_count_before()
    {
        var state = Take(Level(), Noon, Entry("before", -10, 500, "east"), Count("a", 0, 45), Entry("b", 10, 30, "east"), Exit("c", 20, 10, "west"));

        var (next, correction) = CorrectionRules.Correct(state, Request with { Occupied = 69 }, Noon.AddSeconds(60));

        Assert.Equal([new GateDrift("east", 30, 0, -3), new GateDrift("west", 0, 10, -1)], correction.Drift);
        Assert.Empty(next.Traffic);
        Assert.Equal([new GateDrift(null, 0, 0, 9)], CorrectionRules.Correct(next, Request with { Id = "c2", Occupied = 60 }, Noon.AddSeconds(70)).Correction.Drift);
    }

    [Fact]
    public void A_level_that_nobody_has_counted_has_no_number_before_and_no_drift()
    {
        var (next, correction) = CorrectionRules.Correct(Level(), Request, Noon);

        Assert.Null(correction.Before);
        Assert.Empty(correction.Drift);
        Assert.Equal(OccupancyStatus.Open, next.Status);
    }

    [Fact]
    public void On_a_level_of_spots_the_difference_stays_until_the_next_correction()
    {
        var state = Take(Level(CountingMode.Spots, 50), Noon, Spot("a", 0, "s1", true), Spot("b", 0, "s2", false));

        var (next, correction) = CorrectionRules.Correct(state, Request with { Occupied = 3 }, Noon.AddSeconds(10));

        Assert.Equal([new GateDrift(null, 0, 0, -2)], correction.Drift);
        next = Take(next, Noon.AddSeconds(20), Spot("c", 15, "s2", true));
        Assert.Equal(new Spots(50, 4, 46), Status(next).Spots);
        Assert.Null(Status(next).ByType);
        next = CorrectionRules.Correct(next, Request with { Id = "c2", Occupied = 2 }, Noon.AddSeconds(30)).State;
        Assert.Equal(2, Status(next).ByType!["standard"].Occupied);
    }

    [Fact]
    public void On_a_level_of_spots_without_gates_no_number_of_gates_is_made_up()
    {
        var state = Take(Level(CountingMode.Spots, 50), Noon, Spot("a", 0, "s1", true));

        var next = CorrectionRules.Correct(state, Request with { Occupied = 3 }, Noon.AddSeconds(10)).State;
        next = Take(next, Noon.AddSeconds(30), Spot("b", 15, "s2", true), Spot("c", 16, "s3", true), Spot("d", 17, "s4", true));

        Assert.Null(Occupancy.FlowNumber(next));
        Assert.Null(Occupancy.Disagreement(next));
        Assert.Equal((6, 1.0), (Occupancy.Number(next), next.Confidence));
    }

    [Fact]
    public void On_a_level_of_spots_with_gates_both_numbers_are_set()
    {
        var state = Take(Level(CountingMode.Spots, 50), Noon, Spot("a", 0, "s1", true), Entry("b", 0, 9));

        var next = CorrectionRules.Correct(state, Request with { Occupied = 3 }, Noon.AddSeconds(10)).State;

        Assert.Equal(new CountDisagreement(3, 3, 0), Occupancy.Disagreement(next));
    }

    [Fact]
    public void Gates_go_on_from_a_correction_although_the_count_before_it_was_of_a_clock_ahead()
    {
        var state = Take(Level(), Noon, Count("a", 240, 99));

        var next = CorrectionRules.Correct(state, Request, Noon.AddSeconds(1)).State;
        next = Take(next, Noon.AddSeconds(3), Entry("b", 2, 5));

        Assert.Equal(45, Occupancy.Number(next));
        Assert.Equal(ReadingOutcome.Duplicate, LevelRules.Report(next, [Count("a", 240, 99)], Noon.AddSeconds(4)).Results[0].Outcome);
    }

    [Fact]
    public void Of_counts_that_come_after_a_correction_a_newer_one_stands_and_an_older_one_is_late()
    {
        var next = CorrectionRules.Correct(Take(Level(), Noon, Count("a", 240, 99)), Request, Noon.AddSeconds(10)).State;

        var older = LevelRules.Report(next, [Count("b", 9, 98)], Noon.AddSeconds(11));
        var newer = LevelRules.Report(next, [Count("c", 11, 97)], Noon.AddSeconds(11));

        Assert.Equal((ReadingOutcome.Late, 40), (older.Results[0].Outcome, Occupancy.Number(older.State)));
        Assert.Equal((ReadingOutcome.Accepted, 97), (newer.Results[0].Outcome, Occupancy.Number(newer.State)));
    }

    [Fact]
    public void Cars_of_a_clock_ahead_that_came_before_a_correction_are_added_neither_to_it_nor_to_a_count_after_it()
    {
        var next = CorrectionRules.Correct(Take(Level(), Noon, Entry("a", 240, 7)), Request, Noon.AddSeconds(1)).State;

        next = Take(next, Noon.AddSeconds(20), Entry("a", 240, 7), Entry("b", 12, 2), Count("c", 11, 40));

        Assert.Equal(42, Occupancy.Number(next));
    }

    [Fact]
    public void Of_counts_that_are_ahead_the_one_that_comes_last_counts_and_a_repetition_does_not_count_after_a_correction()
    {
        var (state, results) = LevelRules.Report(Level(), [Count("a", 240, 99), Count("b", 120, 98)], Noon);
        Assert.Equal((ReadingOutcome.Accepted, 98), (results[1].Outcome, Occupancy.Number(state)));

        var next = CorrectionRules.Correct(state, Request, Noon.AddSeconds(1)).State;

        Assert.Equal(40, Occupancy.Number(Take(next, Noon.AddSeconds(2), Count("b", 120, 98), Count("a", 240, 99))));
    }

    [Fact]
    public void The_day_is_that_of_the_location()
    {
        var state = Level(Settings(), new SiteHours("Asia/Jakarta"));

        Assert.Equal(new DateOnly(2026, 11, 23), CorrectionRules.Correct(state, Request, Noon.AddHours(6)).Correction.Day);
    }

    [Fact]
    public void A_correction_waits_for_the_ledger_and_is_remembered_a_while_after_it()
    {
        var state = Level();
        for (var i = 0; i < 6; i++)
            state = CorrectionRules.Correct(state, Request with { Id = $"c{i}" }, Noon.AddSeconds(i)).State;

        var kept = CorrectionRules.MarkInLedger(state, [.. state.Corrections.Select(entry => entry.Correction).Where(correction => correction.Id != "c5")]);

        Assert.Equal(["c1", "c2", "c3", "c4", "c5"], kept.Corrections.Select(entry => entry.Correction.Id));
        Assert.Equal("c5", Assert.Single(kept.Corrections, entry => !entry.InLedger).Correction.Id);
        Assert.NotNull(CorrectionRules.Find(kept, "c4"));
        Assert.Null(CorrectionRules.Find(kept, "c0"));
    }

    [Theory]
    [InlineData("id", "", 1, "why", "who")]
    [InlineData("occupied", "c", -1, "why", "who")]
    [InlineData("occupied", "c", 1_000_001, "why", "who")]
    [InlineData("reason", "c", 1, " ", "who")]
    [InlineData("by", "c", 1, "why", "")]
    public void A_faulty_request_names_its_field(string field, string id, int occupied, string reason, string by) =>
        Assert.Equal(field, Assert.Throws<InvalidRequestException>(() => CorrectionRules.Require(new CorrectionRequest(id, occupied, reason, by))).Field);

    [Fact]
    public void Drift_adds_up_per_day_and_gate()
    {
        var day = new DateOnly(2026, 11, 22);
        Correction Of(DateOnly on, params GateDrift[] drift) => new("x", Noon, "anna", "why", 1, 2, on, drift);

        var days = DriftRules.PerDay(
        [
            Of(day.AddDays(1), new GateDrift("east", 5, 5, 1)),
            Of(day, new GateDrift("east", 10, 0, 2.5), new GateDrift("west", 0, 4, -1)),
            Of(day, new GateDrift("east", 1, 2, -0.5)),
        ]);

        Assert.Equal(
            [new DayDrift(day, "east", 2, 11, 2, 2), new DayDrift(day, "west", 1, 0, 4, -1), new DayDrift(day.AddDays(1), "east", 1, 5, 5, 1)],
            days);
    }
}
