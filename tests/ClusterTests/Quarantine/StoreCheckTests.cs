using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.ClusterTests.Quarantine;

/// <summary>A silo that is cut off from the store is no reason for quarantine, wherever the check of the store runs.</summary>
[Collection(ParkingCollection.Name)]
public sealed class StoreCheckTests(ParkingFixture parking)
{
    private IStoreCheckGrain Check => parking.Cluster.GrainFactory.GetGrain<IStoreCheckGrain>(IStoreCheckGrain.Key);

    [Fact]
    [Trait("Hole", "5")]
    public async Task The_check_fails_while_any_silo_is_cut_off_from_the_store()
    {
        await Check.CheckAsync();
        foreach (var silo in parking.Cluster.GetActiveSilos().Select(silo => silo.SiloAddress))
        {
            SiloStorage.CutOff[silo] = true;
            try
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(Check.CheckAsync);
            }
            finally
            {
                SiloStorage.CutOff.TryRemove(silo, out _);
            }

            await Check.CheckAsync();
        }
    }

    /// <summary>All silos write the same state.</summary>
    [Fact]
    public async Task Many_checks_at_a_time_succeed() => await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Check.CheckAsync()));
}
