using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Quarantine;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Quarantine;

/// <summary>Writes a small state and reads it back.</summary>
[GrainType("store-check")]
internal sealed partial class StoreCheckGrain(
    [PersistentState("check", StorageNames.Parking)] IPersistentState<StoreCheckState> stored,
    TimeProvider clock,
    ILogger<StoreCheckGrain> log) : Grain, IStoreCheckGrain
{
    public async Task CheckAsync()
    {
        try
        {
            // A newer build may have written more: what it wrote is of no use after this check.
            stored.State = new StoreCheckState { Schema = StoreCheckState.CurrentSchema, At = clock.GetUtcNow() };
            await stored.WriteStateAsync();
            await stored.ReadStateAsync();
        }
        catch (Exception error)
        {
            // The next activation reads what is stored.
            DeactivateOnIdle();
            Failed(log, error.Message);
            throw new StoreUnavailableException("The store does not take writes now.");
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A check of the store failed: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
