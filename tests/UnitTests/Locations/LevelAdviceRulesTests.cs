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

    private static string? Best(LevelStatus[] levels) => LevelAdviceRules.Advise("site", levels, null, _ => 0).Level?.LevelId;

    private static LevelStatus Level(string id, OccupancyStatus status, int total, int occupied) =>
        new("site", id, id, Spots.Of(total, occupied), null, status, null, false, null, 1, DateTimeOffset.UnixEpoch);
}
