using System.Collections.Concurrent;
using System.Text.Json;
using LiveParking.Grains.Interfaces;
using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>Keeps state in memory through JSON, as the real store does, and fails for one location, hangs for one, or fails for all.</summary>
internal sealed class FaultyStore : IGrainStorage
{
    private readonly ConcurrentDictionary<(GrainId Grain, string State), (string ETag, string Json)> _rows = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _hanging = new();
    private readonly ConcurrentDictionary<string, string> _failing = new();
    private volatile bool _away;
    private int _refused;

    /// <summary>Calls that failed because the store is away.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Whether all calls fail.</summary>
    public bool Away
    {
        set => _away = value;
    }

    /// <summary>Fails for the levels of a location until it is mended.</summary>
    public void Break(string location) => _failing[location] = location;

    /// <summary>Calls for the levels of a location are not answered until it is mended.</summary>
    public void Hang(string location) => _hanging[location] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The location works again.</summary>
    public void Mend(string location)
    {
        _failing.TryRemove(location, out _);
        if (_hanging.TryRemove(location, out var hanging))
            hanging.SetResult();
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await PassAsync(grainId);
        if (_rows.TryGetValue((grainId, stateName), out var row))
            (grainState.State, grainState.ETag, grainState.RecordExists) = (JsonSerializer.Deserialize<T>(row.Json, WireJson.Options)!, row.ETag, true);
        else
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await PassAsync(grainId);
        var known = _rows.TryGetValue((grainId, stateName), out var row) ? row.ETag : null;
        if (known != grainState.ETag)
            throw new InconsistentStateException("Another one has written.");
        var etag = Guid.NewGuid().ToString("N");
        _rows[(grainId, stateName)] = (etag, JsonSerializer.Serialize(grainState.State, WireJson.Options));
        (grainState.ETag, grainState.RecordExists) = (etag, true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    private async Task PassAsync(GrainId grain)
    {
        if (_away)
        {
            Interlocked.Increment(ref _refused);
            throw new StoreUnavailableException("The store is away on purpose.");
        }

        var location = grain.Key.ToString()!.Split('/')[0];
        if (grain.Type.ToString() == "level" && _failing.ContainsKey(location))
            throw new StoreUnavailableException("This level can't be stored, on purpose.");
        if (grain.Type.ToString() == "level" && _hanging.TryGetValue(location, out var hanging))
            await hanging.Task;
    }
}
