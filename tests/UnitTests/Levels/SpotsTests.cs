using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

public sealed class SpotsTests
{
    private readonly LevelState _level = Level(new LevelSettings(
        "Spots", CountingMode.Spots, new Dictionary<string, int> { ["standard"] = 3, ["ev"] = 2 }, new Dictionary<string, int> { ["standard"] = 1 }));

    [Fact]
    public void Taken_spots_give_the_number_in_all_and_by_type()
    {
        var state = Take(_level, Noon, Spot("a", 0, "s1", true, "standard"), Spot("b", 0, "s2", true, "ev"), Spot("c", 0, "s3", false, "ev"));

        var status = Status(state);

        Assert.Equal(new Spots(4, 2, 2), status.Spots);
        Assert.Equal(new Spots(2, 1, 1), status.ByType!["standard"]);
        Assert.Equal(new Spots(2, 1, 1), status.ByType["ev"]);
        Assert.Equal(OccupancyStatus.Open, status.Status);
    }

    [Fact]
    public void One_spot_without_a_type_leaves_only_the_sum() =>
        Assert.Null(Status(Take(_level, Noon, Spot("a", 0, "s1", true, "ev"), Spot("b", 0, "s2", true))).ByType);

    [Fact]
    public void A_level_of_one_type_knows_the_type_of_every_spot() =>
        Assert.Equal(new Spots(5, 1, 4), Status(Take(Level(CountingMode.Spots, 5), Noon, Spot("a", 0, "s1", true))).ByType!["standard"]);

    [Fact]
    public void An_older_reading_of_a_spot_is_late_and_another_spot_does_not_mind()
    {
        var state = Take(_level, Noon, Spot("a", -10, "s1", false), Spot("b", -60, "s2", true));

        var (next, results) = LevelRules.Report(state, [Spot("c", -20, "s1", true), Spot("d", -20, "s2", false), Spot("a", -10, "s1", false)], Noon);

        Assert.Equal([ReadingOutcome.Late, ReadingOutcome.Accepted, ReadingOutcome.Duplicate], results.Select(result => result.Outcome));
        Assert.Equal(0, next.Taken);
    }

    [Theory]
    [InlineData(ReadingOutcome.Rejected, "spotType:")]
    [InlineData(ReadingOutcome.Rejected, "spotId:")]
    [InlineData(ReadingOutcome.Rejected, "occupied:")]
    [InlineData(ReadingOutcome.Rejected, "battery:")]
    public void A_faulty_spot_reading_names_its_field(ReadingOutcome outcome, string field)
    {
        var good = Spot("a", 0, "s1", true);
        var reading = field switch
        {
            "spotType:" => good with { SpotType = "women" },
            "spotId:" => good with { SpotId = new string('x', 65) },
            "occupied:" => good with { Occupied = 2 },
            _ => good with { Battery = 101 },
        };

        var result = LevelRules.Report(_level, [reading], Noon).Results[0];

        Assert.Equal(outcome, result.Outcome);
        Assert.StartsWith(field, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Spots_beyond_twice_the_capacity_are_rejected_and_known_ones_go_on()
    {
        var state = Take(_level, Noon, [.. Enumerable.Range(0, 64).Select(i => Spot($"r{i}", 0, $"s{i}", false))]);

        var (_, results) = LevelRules.Report(state, [Spot("x", 1, "one-more", true), Spot("y", 1, "s63", true)], Noon);

        Assert.Equal([ReadingOutcome.Rejected, ReadingOutcome.Accepted], results.Select(result => result.Outcome));
        Assert.Equal("spotId: 'one-more' is new, and the level knows 64 spots already; by its capacity it may know 64.", results[0].Reason);
    }

    [Fact]
    public void Gates_beside_spots_show_the_disagreement_and_the_counting_mode_gives_the_number()
    {
        var state = Take(_level, Noon, Spot("a", 0, "s1", true), Count("b", 0, 3), Entry("c", 1));

        Assert.Equal(1, Status(state).Spots.Occupied);
        Assert.Equal(new CountDisagreement(4, 1, 3), Occupancy.Disagreement(state));

        var byGates = LevelRules.Settle(
            state, LevelRules.Configure(state, state.Settings! with { Counting = CountingMode.Gates }, new SiteHours(), Noon), 1, Noon);
        Assert.Equal(4, Status(byGates).Spots.Occupied);
        Assert.Null(Status(byGates).ByType);
    }

    [Fact]
    public void More_spots_taken_than_are_in_service_are_kept_and_told()
    {
        var reported = LevelRules.Report(_level, [.. Enumerable.Range(0, 5).Select(i => Spot($"r{i}", 0, $"s{i}", true, "ev"))], Noon);

        Assert.Equal(new Spots(4, 5, 0), Status(LevelRules.Settle(_level, reported.State, 1, Noon)).Spots);
        Assert.Equal(new CountFault(4, AnomalyKind.AboveCapacity, 5, 4), Assert.Single(reported.Faults));
    }

    [Fact]
    public void A_level_that_was_made_anew_does_not_take_an_old_spot_reading()
    {
        var removed = LevelRules.Remove(Take(_level, Noon, Spot("a", 0, "s1", true)), Noon.AddMinutes(1));
        var anew = LevelRules.Settle(removed, LevelRules.Configure(removed, _level.Settings!, new SiteHours(), Noon.AddMinutes(2)), 1, Noon.AddMinutes(2));

        Assert.Equal(ReadingOutcome.Late, LevelRules.Report(anew, [Spot("a", 0, "s1", true)], Noon.AddMinutes(2)).Results[0].Outcome);
    }

    [Fact]
    public void Of_two_changes_in_the_same_second_the_last_one_to_come_stands()
    {
        var state = Take(_level, Noon, Spot("a", 0, "s1", true));
        Assert.Equal(0, Take(state, Noon, Spot("b", 0, "s1", false)).Taken);
        Assert.Equal(50, Occupancy.FlowNumber(Take(Take(state, Noon, Count("c", 0, 45)), Noon, Count("d", 0, 50))));
    }
}
