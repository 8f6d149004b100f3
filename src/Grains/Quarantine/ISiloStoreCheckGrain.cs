using LiveParking.Grains.Interfaces;

namespace LiveParking.Grains.Quarantine;

/// <summary>Checks whether one silo reaches the store. Its key is the silo's address, and it runs on that silo.</summary>
[Alias("live-parking.ISiloStoreCheckGrain")]
internal interface ISiloStoreCheckGrain : IGrainWithStringKey
{
    /// <summary>Reads from the store and writes to it.</summary>
    /// <exception cref="StoreUnavailableException">The read or the write failed.</exception>
    [Alias("CheckAsync")]
    Task CheckAsync();
}
