using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.ClusterTests.Hosting;

/// <summary>A client of grains that asks for an unknown id again.</summary>
[Collection(ParkingCollection.Name)]
public sealed class UnknownIdTests(ParkingFixture fixture)
{
    [Fact]
    [Trait("Hole", "2")]
    public async Task An_unknown_id_that_is_asked_for_again_costs_no_store_read()
    {
        var id = $"made-up-{Guid.NewGuid():N}"[..24];
        var location = fixture.Location(id);
        var level = fixture.Level(id, "upper");
        var history = fixture.Cluster.GrainFactory.GetGrain<ILevelHistoryGrain>($"{id}/upper");
        var ledger = fixture.Cluster.GrainFactory.GetGrain<ICorrectionLedgerGrain>($"{id}/upper");
        GrainId[] grains = [location.GetGrainId(), level.GetGrainId(), history.GetGrainId(), ledger.GetGrainId()];
        await AskAsync();
        var reads = grains.Select(ParkingFixture.Store.Reads).ToList();
        Assert.All(reads, count => Assert.True(count > 0));

        for (var i = 0; i < 20; i++)
            await AskAsync();

        Assert.Equal(reads, grains.Select(ParkingFixture.Store.Reads));

        async Task AskAsync()
        {
            var now = TimeProvider.System.GetUtcNow();
            await Assert.ThrowsAsync<UnknownLocationException>(() => location.GetAsync());
            await Assert.ThrowsAsync<UnknownLevelException>(() => level.GetAsync());
            Assert.Null(await history.GetAsync(new HistoryQuery(now.AddHours(-1), now, TimeSpan.FromMinutes(1))));
            Assert.Empty(await ledger.GetAsync(now.AddHours(-1), now));
        }
    }

    [Fact]
    public async Task The_catalog_and_a_location_find_what_they_list()
    {
        var id = await fixture.NewLocationAsync();
        var catalog = fixture.Cluster.GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key);
        Assert.Equal([id], await catalog.FindLocationsAsync(["made-up", id]));
        Assert.Equal(["upper"], await fixture.Location(id).FindLevelsAsync(["lower", "upper"]));
        await fixture.Location(id).RemoveAsync();
        Assert.Empty(await catalog.FindLocationsAsync([id]));
        await Assert.ThrowsAsync<UnknownLocationException>(() => fixture.Location(id).FindLevelsAsync(["upper"]));
    }
}
