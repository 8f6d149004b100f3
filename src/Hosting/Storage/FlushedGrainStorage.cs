using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.Hosting.Storage;

/// <summary>
/// Storage over a store that answers before it has flushed. Every call, including a read, returns after the flush: data that is not yet on disk must
/// not be visible, or a subscriber would go back to an older state after a crash.
/// </summary>
/// <param name="inner">The wrapped storage.</param>
/// <param name="flush">Completes when everything that the store has answered is on disk.</param>
/// <param name="write">Runs a write and completes when it is on disk.</param>
internal sealed class FlushedGrainStorage(IGrainStorage inner, Func<Task> flush, Func<Func<Task>, Task> write) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.ReadStateAsync(stateName, grainId, grainState);
        await flush();
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        write(() => inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        write(() => inner.ClearStateAsync(stateName, grainId, grainState));
}
