namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>
/// Checks whether the cluster and its store work at all, apart from any level. A failure of one level counts against that level only while this check
/// succeeds. One grain, with the key <see cref="Key"/>.
/// </summary>
[Alias("live-parking.IStoreCheckGrain")]
public interface IStoreCheckGrain : IGrainWithStringKey
{
    /// <summary>The key of the only check.</summary>
    const string Key = "check";

    /// <summary>Reads from the store and writes to it, on each silo that may run a level: one of them may be cut off from the store.</summary>
    /// <exception cref="StoreUnavailableException">The check failed on a silo, or a silo did not answer.</exception>
    [Alias("CheckAsync")]
    Task CheckAsync();
}
