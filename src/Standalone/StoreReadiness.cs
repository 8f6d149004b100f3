using LiveParking.EmbeddedStore;
using LiveParking.Gateway.Health;
using LiveParking.Grains.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.Standalone;

/// <summary>Whether a reading would be stored now: the disk accepts a write, and so does the store, on the same path as grain state.</summary>
internal sealed class StoreReadiness(
    StoreServer store, [FromKeyedServices(StorageNames.Parking)] IGrainStorage storage, TimeProvider timeProvider) : IReadinessCheck
{
    private const string StateName = "state";

    private static readonly GrainId Key = GrainId.Create("readiness", "probe");

    private GrainState<ReadinessProbeState>? _state;

    /// <inheritdoc/>
    public ReadinessFault TimeoutFault => new(store.Fault ?? $"The embedded store in '{store.Folder}' did not store a write within 2 s.", IsBlocking: true);

    /// <inheritdoc/>
    public async Task<ReadinessFault?> FindAsync()
    {
        // An unresponsive disk blocks its thread.
        var fault = store.Fault ?? await Task.Run(() => DiskProbe.Find(store.Folder));
        if (fault is not null)
            return new ReadinessFault(fault, IsBlocking: true);
        try
        {
            if (_state is null)
            {
                var stored = new GrainState<ReadinessProbeState>(new ReadinessProbeState());
                await storage.ReadStateAsync(StateName, Key, stored);
                _state = stored;
            }

            _state.State = new ReadinessProbeState(ReadinessProbeState.CurrentSchema, timeProvider.GetUtcNow());
            await storage.WriteStateAsync(StateName, Key, _state);
            return null;
        }
        catch (Exception exception)
        {
            // The write may or may not have succeeded, so the ETag is unknown. It is read again next time.
            _state = null;
            return new ReadinessFault(store.Fault ?? $"The embedded store in '{store.Folder}' does not store: {exception.Message}", IsBlocking: true);
        }
    }
}
