namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>
/// Shows whether the cluster and its store work at all, apart from any level: a failure of one level counts against it only while this succeeds. One grain,
/// with the key <see cref="Key"/>.
/// </summary>
[Alias("live-parking.IStoreCheckGrain")]
public interface IStoreCheckGrain : IGrainWithStringKey
{
    /// <summary>The key of the only check.</summary>
    const string Key = "check";

    /// <summary>Writes to the store and reads it back.</summary>
    /// <exception cref="StoreUnavailableException">That failed.</exception>
    [Alias("CheckAsync")]
    Task CheckAsync();
}
