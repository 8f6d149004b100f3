using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.Silo.Storage;

/// <summary>
/// Storage over a store that answers before it has flushed. A call returns after the flush, a read too: what is not yet on
/// disk must not be seen, or a subscriber would go backwards after a crash.
/// </summary>
/// <param name="inner">The storage itself.</param>
/// <param name="flush">Completes when everything that the store has answered is on disk.</param>
internal sealed class FlushedGrainStorage(IGrainStorage inner, Func<Task> flush) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.ReadStateAsync(stateName, grainId, grainState);
        await flush();
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.WriteStateAsync(stateName, grainId, grainState);
        await flush();
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.ClearStateAsync(stateName, grainId, grainState);
        await flush();
    }
}
