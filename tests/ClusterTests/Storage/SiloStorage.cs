using System.Collections.Concurrent;
using Orleans.Storage;

namespace LiveParking.ClusterTests.Storage;

/// <summary>The common store as one silo reaches it. A test can cut the silo off.</summary>
public sealed class SiloStorage(IGrainStorage store, ILocalSiloDetails silo) : IGrainStorage
{
    /// <summary>The silos that do not reach the store.</summary>
    public static ConcurrentDictionary<SiloAddress, bool> CutOff { get; } = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Reached().ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Reached().WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Reached().ClearStateAsync(stateName, grainId, grainState);

    private IGrainStorage Reached() => CutOff.ContainsKey(silo.SiloAddress) ? throw new IOException("The silo is cut off from the store on purpose.") : store;
}
