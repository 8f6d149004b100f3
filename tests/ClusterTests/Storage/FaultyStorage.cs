using System.Collections.Concurrent;
using System.Text.Json;
using LiveParking.Grains.Interfaces;
using Orleans.Storage;

namespace LiveParking.ClusterTests.Storage;

/// <summary>
/// Keeps state in memory through JSON as the real store does, and fails where a test says so. The real stores have a suite of their own;
/// this one makes the moments at which they fail repeatable.
/// </summary>
public sealed class FaultyStorage : IGrainStorage
{
    /// <summary>State that is stored when it suits the grain; faults are meant for the writes that a caller waits for.</summary>
    private const string Delayed = "sensors";

    private readonly ConcurrentDictionary<(GrainId Grain, string State), (string ETag, string Json)> _rows = new();
    private readonly ConcurrentDictionary<GrainId, (Fault Fault, string? State)> _faults = new();
    private readonly ConcurrentDictionary<GrainId, int> _writes = new();
    private readonly ConcurrentDictionary<GrainId, int> _reads = new();

    public enum Fault
    {
        /// <summary>Nothing is written and the caller gets the error.</summary>
        Refuse,

        /// <summary>It is written but the answer is lost.</summary>
        LoseAnswer,
    }

    /// <summary>Holds writes of a grain until the source completes.</summary>
    public ConcurrentDictionary<GrainId, TaskCompletionSource> Gates { get; } = new();

    /// <summary>Fails the next write of a grain, or of one of its states.</summary>
    public void FailNext(GrainId grain, Fault fault, string? state = null) => _faults[grain] = (fault, state);

    /// <summary>Whether the fault that was asked for has happened.</summary>
    public bool HasFailed(GrainId grain) => !_faults.ContainsKey(grain);

    /// <summary>The stored value of a state; null when there is none.</summary>
    public string? Read(GrainId grain, string state) => _rows.TryGetValue((grain, state), out var row) ? row.Json : null;

    /// <summary>Puts state there as an earlier build would have left it.</summary>
    public void Plant(GrainId grain, string state, string json) => _rows[(grain, state)] = (Guid.NewGuid().ToString("N"), json);

    /// <summary>The names of the states of a grain that are stored.</summary>
    public IReadOnlyList<string> States(GrainId grain) => [.. _rows.Keys.Where(row => row.Grain == grain).Select(row => row.State).Order(StringComparer.Ordinal)];

    public int Writes(GrainId grain) => _writes.GetValueOrDefault(grain);

    /// <summary>Number of reads of any state of a grain.</summary>
    public int Reads(GrainId grain) => _reads.GetValueOrDefault(grain);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _reads.AddOrUpdate(grainId, 1, (_, count) => count + 1);
        if (_rows.TryGetValue((grainId, stateName), out var row))
        {
            grainState.State = JsonSerializer.Deserialize<T>(row.Json, WireJson.Options)!;
            grainState.ETag = row.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.Serialize(grainState.State, WireJson.Options);
        Fault? fault = null;
        if (stateName != Delayed)
        {
            _writes.AddOrUpdate(grainId, 1, (_, count) => count + 1);
            if (Gates.TryGetValue(grainId, out var gate))
                await gate.Task;
        }

        if (_faults.TryGetValue(grainId, out var wanted) && (wanted.State is null ? stateName != Delayed : wanted.State == stateName) && _faults.TryRemove(grainId, out _))
            fault = wanted.Fault;

        if (fault == Fault.Refuse)
            throw new IOException("The store refused the write on purpose.");
        if ((_rows.TryGetValue((grainId, stateName), out var row) ? row.ETag : null) != grainState.ETag)
            throw new InconsistentStateException("Another one has written.");
        var etag = Guid.NewGuid().ToString("N");
        _rows[(grainId, stateName)] = (etag, json);
        if (fault == Fault.LoseAnswer)
            throw new IOException("The answer of the store was lost on purpose.");
        grainState.ETag = etag;
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _rows.TryRemove((grainId, stateName), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }
}
