using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.ClusterTests.Locations;

[Collection(ParkingCollection.Name)]
public sealed class OverviewGrainTests(ParkingFixture fixture)
{
    private IOverviewGrain Overview => fixture.Cluster.GrainFactory.GetGrain<IOverviewGrain>(IOverviewGrain.Key);

    [Fact]
    public async Task Get_a_location_that_was_just_made_is_in_it()
    {
        var id = await fixture.NewLocationAsync(100);
        await fixture.Location(id).ConfigureLevelAsync("lower", ParkingFixture.Settings(50));

        var site = await SummaryAsync(id, summary => summary.Levels.Total == 2);

        Assert.Equal((OccupancyStatus.Unknown, 150, 2), (site.Status, site.Spots.Total, site.Levels.Unknown));
    }

    [Fact]
    public async Task Get_after_a_reading_shows_it_without_asking()
    {
        var id = await fixture.NewLocationAsync(100);
        await SummaryAsync(id, summary => summary.Spots.Occupied == 0);

        await fixture.Level(id, "upper").ReportAsync(
            [new Reading("a", "counter", TimeProvider.System.GetUtcNow(), ReadingKind.Count, Occupied: 100)]);

        var site = await SummaryAsync(id, summary => summary.Spots.Occupied == 100);
        Assert.Equal((OccupancyStatus.Full, 1, 0), (site.Status, site.Levels.Full, site.Levels.Unknown));
    }

    [Fact]
    public async Task Get_a_location_that_was_removed_is_not_in_it()
    {
        var id = await fixture.NewLocationAsync();
        await SummaryAsync(id, _ => true);

        await fixture.Location(id).RemoveAsync();

        Assert.DoesNotContain((await Overview.GetAsync()).Locations, location => location.Id == id);
    }

    private async Task<LocationSummary> SummaryAsync(string id, Func<LocationSummary, bool> condition)
    {
        LocationSummary? found = null;
        await Eventually.HoldsAsync(
            async () => (found = (await Overview.GetAsync()).Locations.FirstOrDefault(location => location.Id == id)) is not null && condition(found),
            $"the overview shows {id} as expected");
        return found!;
    }
}
