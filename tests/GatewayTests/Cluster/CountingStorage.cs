using System.Collections.Concurrent;
using System.Text.Json;
using LiveParking.Grains.Interfaces;
using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.GatewayTests.Cluster;

/// <summary>One store for all silos of a test, which counts what is read.</summary>
internal sealed class CountingStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(GrainId Grain, string State), (string ETag, string Json)> _rows = new();
    private readonly ConcurrentQueue<GrainId> _reads = new();

    /// <summary>The grains whose state was read, in order.</summary>
    public IReadOnlyCollection<GrainId> Reads => _reads;

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _reads.Enqueue(grainId);
        var isThere = _rows.TryGetValue((grainId, stateName), out var row);
        grainState.State = isThere ? JsonSerializer.Deserialize<T>(row.Json, WireJson.Options)! : Activator.CreateInstance<T>();
        grainState.ETag = isThere ? row.ETag : null;
        grainState.RecordExists = isThere;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if ((_rows.TryGetValue((grainId, stateName), out var row) ? row.ETag : null) != grainState.ETag)
            throw new InconsistentStateException("Another one has written.");
        grainState.ETag = Guid.NewGuid().ToString("N");
        grainState.RecordExists = true;
        _rows[(grainId, stateName)] = (grainState.ETag, JsonSerializer.Serialize(grainState.State, WireJson.Options));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _rows.TryRemove((grainId, stateName), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }
}
