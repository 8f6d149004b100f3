using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Locations;

namespace LiveParking.UnitTests.Locations;

public sealed class OverviewRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Summarise_counts_what_wants_an_operators_eye()
    {
        var summary = OverviewRules.Summarise(Site("a", 300, 120) with
        {
            Levels =
            [
                Level("1", OccupancyStatus.Full), Level("2", OccupancyStatus.Closed), Level("3", OccupancyStatus.Unknown) with { Stale = true },
                Level("4", OccupancyStatus.Open) with { Stale = true },
            ],
            Cameras = [Camera(CameraState.Live), Camera(CameraState.Offline), Camera(CameraState.Frozen), Camera(CameraState.Idle), Camera(CameraState.Idle)],
        });

        Assert.Equal(new LevelCounts(Total: 4, Full: 1, Closed: 1, Stale: 2, Unknown: 1), summary.Levels);
        Assert.Equal(new CameraCounts(Total: 5, Live: 1, Frozen: 1, Offline: 1), summary.Cameras);
        Assert.Equal(new Spots(300, 120, 180), summary.Spots);
    }

    [Fact]
    public void Of_an_overfull_site_leaves_available_what_the_sums_leave()
    {
        var known = new[] { Site("a", 100, 130), Site("b", 100, 40) }.ToDictionary(site => site.Id, OverviewRules.Summarise);

        var overview = OverviewRules.Of(["b", "a"], known, complete: true);

        Assert.Equal(new Spots(200, 170, 30), overview.Spots);
        Assert.Equal(["b", "a"], overview.Locations.Select(site => site.Id));
        Assert.True(overview.Complete);
    }

    [Theory]
    [InlineData(10_000_000, 20_000_000)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Sums_of_numbers_at_their_bound_do_not_overflow(int occupied, int sum)
    {
        var level = Level("1", OccupancyStatus.Full) with { Spots = Spots.Of(100, occupied) };
        var known = new[] { Site("a", 100, occupied), Site("b", 100, occupied) }.ToDictionary(site => site.Id, OverviewRules.Summarise);

        Assert.Equal(new Spots(200, sum, 0), LocationRules.Sum([level, level]));
        Assert.Equal(new Spots(200, sum, 0), OverviewRules.Of(["a", "b"], known, complete: true).Spots);
    }

    [Fact]
    public void Of_with_a_location_that_is_not_known_leaves_it_out() =>
        Assert.Empty(OverviewRules.Of(["a"], new Dictionary<string, LocationSummary>(), complete: true).Locations);

    private static LocationStatus Site(string id, int total, int occupied) =>
        new(id, id, OccupancyStatus.Open, Spots.Of(total, occupied), [], [], 1, Now);

    private static LevelStatus Level(string id, OccupancyStatus status) =>
        new("a", id, id, Spots.Of(100, 10), null, status, null, false, null, 1, Now);

    private static CameraStatus Camera(CameraState state) => new("c", "a", null, "c", state, Now);
}
