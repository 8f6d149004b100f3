using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Quarantine;

/// <summary>Stores one payload. The grain deactivates after each call, because payloads are large and rarely read.</summary>
[GrainType("quarantine-slot")]
internal sealed partial class QuarantineSlotGrain(
    [PersistentState("payload", StorageNames.Parking)] IPersistentState<QuarantineSlotState> stored,
    ILogger<QuarantineSlotGrain> logger) : Grain, IQuarantineSlotGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        StoredSchema.Require(stored.State.Schema, QuarantineSlotState.CurrentSchema, $"quarantine slot {this.GetPrimaryKeyString()}");
        return Task.CompletedTask;
    }

    public Task SetAsync(string id, byte[] payload) =>
        StoreAsync(new QuarantineSlotState { Schema = QuarantineSlotState.CurrentSchema, Id = id, Payload = payload });

    public Task<byte[]?> GetAsync(string id)
    {
        DeactivateOnIdle();
        return Task.FromResult(stored.State.Id == id ? stored.State.Payload : null);
    }

    public Task ClearAsync() => StoreAsync(new QuarantineSlotState { Schema = QuarantineSlotState.CurrentSchema });

    private async Task StoreAsync(QuarantineSlotState state)
    {
        DeactivateOnIdle();
        try
        {
            stored.State = state;
            await stored.WriteStateAsync();
        }
        catch (Exception error)
        {
            Log.NotStored(logger, this.GetPrimaryKeyString(), error.Message);
            throw new StoreUnavailableException("The store did not confirm a payload of the quarantine; try again.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Slot {Slot} of the quarantine is not stored: {Reason}")]
        public static partial void NotStored(ILogger logger, string slot, string reason);
    }
}
