using LiveParking.ClusterTests.LiveStreams;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.ClusterTests.Locations;

[Collection(ParkingCollection.Name)]
public sealed class LocationGrainTests(ParkingFixture fixture)
{
    [Fact]
    public async Task Get_status_unknown_location_says_so() =>
        await Assert.ThrowsAsync<UnknownLocationException>(() => fixture.Location("nowhere").GetAsync());

    [Fact]
    public async Task Configure_malformed_id_is_refused() =>
        await Assert.ThrowsAnyAsync<Exception>(() => fixture.Location("Not A Slug").ConfigureAsync(new LocationSettings("x")));

    [Fact]
    public async Task Get_status_after_readings_sums_the_levels()
    {
        var id = await fixture.NewLocationAsync(100);
        await fixture.Location(id).ConfigureLevelAsync("lower", ParkingFixture.Settings(50));
        await fixture.Level(id, "upper").ReportAsync([Count("a", 100)]);
        await fixture.Level(id, "lower").ReportAsync([Count("a", 10)]);

        var status = (await fixture.Location(id).GetAsync()).Status;

        Assert.Equal(new Spots(150, 110, 40), status.Spots);
        Assert.Equal(OccupancyStatus.Open, status.Status);
        Assert.Equal(["upper", "lower"], status.Levels.Select(level => level.LevelId));
    }

    [Fact]
    public async Task Follow_a_location_gets_every_levels_change_in_one_state_that_never_goes_back()
    {
        var id = await fixture.NewLocationAsync();
        var collector = new Collector<LocationStatus>();
        await fixture.Streams.GetStream<LocationStatus>(ParkingStreams.LocationStatus(id)).SubscribeAsync(collector);
        await collector.WaitForAsync(status => status.Levels.Count == 1);

        for (var i = 1; i <= 30; i++)
        {
            var answer = await fixture.Level(id, "upper").ReportAsync([Count($"c{i}", i)]);
            Assert.Equal(ReadingOutcome.Accepted, answer.Results[0].Outcome);
        }

        await collector.WaitForAsync(status => status.Spots.Occupied == 30);
        var versions = collector.Items.Select(status => status.Version).ToList();
        Assert.Equal(versions.Order(), versions);
        var occupied = collector.Items.Select(status => status.Spots.Occupied).ToList();
        Assert.Equal(occupied.Order(), occupied);
    }

    [Fact]
    public async Task Remove_level_and_make_it_again_starts_empty_with_a_newer_version()
    {
        var id = await fixture.NewLocationAsync();
        var used = (await fixture.Level(id, "upper").ReportAsync([Count("a", 9)])).Status;

        await fixture.Location(id).RemoveLevelAsync("upper");
        await Assert.ThrowsAsync<UnknownLevelException>(() => fixture.Level(id, "upper").GetAsync());
        await Assert.ThrowsAsync<UnknownLevelException>(() => fixture.Location(id).RemoveLevelAsync("upper"));
        var anew = (await fixture.Location(id).ConfigureLevelAsync("upper", ParkingFixture.Settings(20))).Status;

        Assert.True(anew.Version > used.Version);
        Assert.Equal((0, OccupancyStatus.Unknown), (anew.Spots.Occupied, anew.Status));
    }

    [Fact]
    public async Task Remove_a_location_takes_its_levels_and_its_place_in_the_catalog()
    {
        var id = await fixture.NewLocationAsync();
        var catalog = fixture.Cluster.GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key);
        Assert.Contains(id, await catalog.GetLocationsAsync());

        await fixture.Location(id).RemoveAsync();

        Assert.DoesNotContain(id, await catalog.GetLocationsAsync());
        await Assert.ThrowsAsync<UnknownLocationException>(() => fixture.Location(id).GetAsync());
        await Assert.ThrowsAsync<UnknownLevelException>(() => fixture.Level(id, "upper").ReportAsync([Count("b", 1)]));
    }

    private static Reading Count(string id, int occupied) =>
        new(id, "counter", TimeProvider.System.GetUtcNow(), ReadingKind.Count, Occupied: occupied);
}
