using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Locations;

namespace LiveParking.UnitTests.Locations;

public sealed class LevelAdviceRulesTests
{
    [Fact]
    public void Advise_near_full_levels_are_avoided_even_when_they_have_more_free_spots() =>
        Assert.Equal("small", Best([Level("big", OccupancyStatus.AlmostFull, 1000, 920), Level("small", OccupancyStatus.Open, 50, 30)]));

    [Fact]
    public void Advise_among_open_levels_the_one_with_the_most_room_wins() =>
        Assert.Equal("b", Best([Level("a", OccupancyStatus.Open, 100, 60), Level("b", OccupancyStatus.Open, 100, 20)]));

    [Fact]
    public void Advise_equals_the_first_made_wins() =>
        Assert.Equal("a", Best([Level("a", OccupancyStatus.Open, 100, 60), Level("b", OccupancyStatus.Open, 100, 60)]));

    [Fact]
    public void Advise_a_stale_level_comes_after_a_fresh_one() =>
        Assert.Equal("b", Best([Level("a", OccupancyStatus.Open, 100, 0) with { Stale = true }, Level("b", OccupancyStatus.Open, 100, 60)]));

    [Theory]
    [InlineData(OccupancyStatus.Closed, "Every level is closed.")]
    [InlineData(OccupancyStatus.Unknown, "How full the levels are is not known.")]
    [InlineData(OccupancyStatus.Full, "No level that is open is known to have a free spot.")]
    public void Advise_nothing_to_advise_says_why(OccupancyStatus status, string reason)
    {
        var advice = LevelAdviceRules.Advise("site", [Level("a", status, 100, 10)], null, _ => 0);
        Assert.Null(advice.Level);
        Assert.Equal(reason, advice.Reason);
    }

    [Fact]
    public void Advise_a_type_only_levels_with_free_spots_of_it_count()
    {
        LevelStatus[] levels =
        [
            Level("a", OccupancyStatus.Open, 100, 0),
            Level("b", OccupancyStatus.Open, 100, 90) with { ByType = new Dictionary<string, Spots> { ["ev"] = Spots.Of(4, 1) } },
            Level("c", OccupancyStatus.Open, 100, 0) with { ByType = new Dictionary<string, Spots> { ["ev"] = Spots.Of(9, 9) } },
        ];
        var advice = LevelAdviceRules.Advise("site", levels, "ev", _ => 0);
        Assert.Equal(("b", 3), (advice.Level!.LevelId, advice.Available));
    }

    [Fact]
    public void Advise_a_type_where_sensors_do_not_tell_types_apart_the_levels_spots_of_it_bound()
    {
        var advice = LevelAdviceRules.Advise("site", [Level("a", OccupancyStatus.Open, 100, 20)], "disabled", _ => 4);
        Assert.Equal(("a", 4), (advice.Level!.LevelId, advice.Available));
    }

    [Fact]
    public void Advise_a_type_that_no_level_has_says_so() =>
        Assert.Equal("No level has spots of type 'boat'.", LevelAdviceRules.Advise("site", [Level("a", OccupancyStatus.Open, 9, 0)], "boat", _ => 0).Reason);

    [Fact]
    public void Advise_a_level_with_more_cars_than_spots_is_not_advised_whatever_its_types_say()
    {
        var level = Level("a", OccupancyStatus.Open, 100, 130) with { ByType = new Dictionary<string, Spots> { ["ev"] = Spots.Of(4, 0) } };
        Assert.Null(LevelAdviceRules.Advise("site", [level], null, _ => 0).Level);
        Assert.Null(LevelAdviceRules.Advise("site", [level], "ev", _ => 4).Level);
    }

    [Fact]
    public void Advise_a_type_whose_spots_are_all_taken_says_that_none_is_free_and_not_that_there_are_none()
    {
        var level = Level("a", OccupancyStatus.Open, 100, 20) with { ByType = new Dictionary<string, Spots> { ["ev"] = Spots.Of(4, 4) } };
        Assert.Equal("No level that is open is known to have a free spot.", LevelAdviceRules.Advise("site", [level], "ev", _ => 4).Reason);
    }

    [Fact]
    public void Advise_a_type_with_more_spots_out_of_service_than_there_are_counts_as_none() =>
        Assert.Null(LevelAdviceRules.Advise("site", [Level("a", OccupancyStatus.Open, 100, 20)], "ev", _ => -1).Level);

    [Fact]
    public void Advise_closed_and_unknown_levels_together_are_neither_all_closed_nor_all_unknown() =>
        Assert.Equal(
            "No level that is open is known to have a free spot.",
            LevelAdviceRules.Advise(
                "site", [Level("a", OccupancyStatus.Closed, 9, 0), Level("b", OccupancyStatus.Unknown, 9, 0)], null, _ => 0).Reason);

    [Fact]
    public void Advise_no_levels_says_so() => Assert.Equal("The location has no levels.", LevelAdviceRules.Advise("site", [], null, _ => 0).Reason);

    [Fact]
    public void Advise_a_stale_open_level_goes_before_a_fresh_one_that_is_nearly_full() =>
        Assert.Equal(
            "stale", Best([Level("nearly", OccupancyStatus.AlmostFull, 100, 90), Level("stale", OccupancyStatus.Open, 100, 60) with { Stale = true }]));

    private static string? Best(LevelStatus[] levels) => LevelAdviceRules.Advise("site", levels, null, _ => 0).Level?.LevelId;

    private static LevelStatus Level(string id, OccupancyStatus status, int total, int occupied) =>
        new("site", id, id, Spots.Of(total, occupied), null, status, null, false, null, 1, DateTimeOffset.UnixEpoch);
}
