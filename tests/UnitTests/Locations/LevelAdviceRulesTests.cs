using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Locations;

namespace LiveParking.UnitTests.Locations;

public sealed class LevelAdviceRulesTests
{
    [Fact]
    public void Advise_NearFullLevels_AreAvoidedEvenWhenTheyHaveMoreFreeSpots() =>
        Assert.Equal("small", Best([Level("big", OccupancyStatus.AlmostFull, 1000, 920), Level("small", OccupancyStatus.Open, 50, 30)]));

    [Fact]
    public void Advise_AmongOpenLevels_TheOneWithTheMostRoomWins() =>
        Assert.Equal("b", Best([Level("a", OccupancyStatus.Open, 100, 60), Level("b", OccupancyStatus.Open, 100, 20)]));

    [Fact]
    public void Advise_Equals_TheFirstMadeWins() =>
        Assert.Equal("a", Best([Level("a", OccupancyStatus.Open, 100, 60), Level("b", OccupancyStatus.Open, 100, 60)]));

    [Fact]
    public void Advise_AStaleLevel_ComesAfterAFreshOne() =>
        Assert.Equal("b", Best([Level("a", OccupancyStatus.Open, 100, 0) with { Stale = true }, Level("b", OccupancyStatus.Open, 100, 60)]));

    [Theory]
    [InlineData(OccupancyStatus.Closed, "Every level is closed.")]
    [InlineData(OccupancyStatus.Unknown, "How full the levels are is not known.")]
    [InlineData(OccupancyStatus.Full, "No level that is open is known to have a free spot.")]
    public void Advise_NothingToAdvise_SaysWhy(OccupancyStatus status, string reason)
    {
        var advice = LevelAdviceRules.Advise("site", [Level("a", status, 100, 10)], null, _ => 0);
        Assert.Null(advice.Level);
        Assert.Equal(reason, advice.Reason);
    }

    [Fact]
    public void Advise_AType_OnlyLevelsWithFreeSpotsOfItCount()
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
    public void Advise_AType_WhereSensorsDoNotTellTypesApart_TheLevelsSpotsOfItBound()
    {
        var advice = LevelAdviceRules.Advise("site", [Level("a", OccupancyStatus.Open, 100, 20)], "disabled", _ => 4);
        Assert.Equal(("a", 4), (advice.Level!.LevelId, advice.Available));
    }

    [Fact]
    public void Advise_ATypeThatNoLevelHas_SaysSo() =>
        Assert.Equal("No level has spots of type 'boat'.", LevelAdviceRules.Advise("site", [Level("a", OccupancyStatus.Open, 9, 0)], "boat", _ => 0).Reason);

    [Fact]
    public void Advise_ALevelWithMoreCarsThanSpots_IsNotAdvisedWhateverItsTypesSay()
    {
        var level = Level("a", OccupancyStatus.Open, 100, 130) with { ByType = new Dictionary<string, Spots> { ["ev"] = Spots.Of(4, 0) } };
        Assert.Null(LevelAdviceRules.Advise("site", [level], null, _ => 0).Level);
        Assert.Null(LevelAdviceRules.Advise("site", [level], "ev", _ => 4).Level);
    }

    [Fact]
    public void Advise_ATypeWhoseSpotsAreAllTaken_SaysThatNoneIsFreeAndNotThatThereAreNone()
    {
        var level = Level("a", OccupancyStatus.Open, 100, 20) with { ByType = new Dictionary<string, Spots> { ["ev"] = Spots.Of(4, 4) } };
        Assert.Equal("No level that is open is known to have a free spot.", LevelAdviceRules.Advise("site", [level], "ev", _ => 4).Reason);
    }

    [Fact]
    public void Advise_ATypeWithMoreSpotsOutOfServiceThanThereAre_CountsAsNone() =>
        Assert.Null(LevelAdviceRules.Advise("site", [Level("a", OccupancyStatus.Open, 100, 20)], "ev", _ => -1).Level);

    [Fact]
    public void Advise_ClosedAndUnknownLevelsTogether_AreNeitherAllClosedNorAllUnknown() =>
        Assert.Equal(
            "No level that is open is known to have a free spot.",
            LevelAdviceRules.Advise(
                "site", [Level("a", OccupancyStatus.Closed, 9, 0), Level("b", OccupancyStatus.Unknown, 9, 0)], null, _ => 0).Reason);

    [Fact]
    public void Advise_NoLevels_SaysSo() => Assert.Equal("The location has no levels.", LevelAdviceRules.Advise("site", [], null, _ => 0).Reason);

    [Fact]
    public void Advise_AStaleOpenLevel_GoesBeforeAFreshOneThatIsNearlyFull() =>
        Assert.Equal(
            "stale", Best([Level("nearly", OccupancyStatus.AlmostFull, 100, 90), Level("stale", OccupancyStatus.Open, 100, 60) with { Stale = true }]));

    private static string? Best(LevelStatus[] levels) => LevelAdviceRules.Advise("site", levels, null, _ => 0).Level?.LevelId;

    private static LevelStatus Level(string id, OccupancyStatus status, int total, int occupied) =>
        new("site", id, id, Spots.Of(total, occupied), null, status, null, false, null, 1, DateTimeOffset.UnixEpoch);
}
