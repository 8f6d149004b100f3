using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Quarantine;
using LiveParking.Grains.Storage;
using LiveParking.LiveStreams.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace LiveParking.Grains.Quarantine;

/// <summary>
/// Reads a small state and writes it. All silos share it, so that short-lived silos leave nothing behind in the store. If another silo writes between
/// the read and the write, the store works, and the check is repeated.
/// </summary>
[GrainType(TypeName), SiloNamedByKey]
internal sealed partial class SiloStoreCheckGrain(
    [FromKeyedServices(StorageNames.Parking)] IGrainStorage storage, TimeProvider timeProvider, ILogger<SiloStoreCheckGrain> logger) : Grain, ISiloStoreCheckGrain
{
    public const string TypeName = "silo-store-check";

    private const string StateName = "check";
    private const int MaxTries = 10;

    private static readonly GrainId Shared = GrainId.Create("store-check", IStoreCheckGrain.Key);

    public async Task CheckAsync()
    {
        try
        {
            var tries = 1;
            while (!await TryAsync() && tries++ < MaxTries)
                Log.Overtaken(logger, tries);
        }
        catch (Exception error)
        {
            Log.Failed(logger, error.Message);
            throw new StoreUnavailableException("The store does not take writes now.");
        }
    }

    /// <returns>False when another silo has written in between.</returns>
    private async Task<bool> TryAsync()
    {
        var state = new GrainState<StoreCheckState>();
        await storage.ReadStateAsync(StateName, Shared, state);
        // A newer build may have written more fields, which are useless after this check.
        state.State = new StoreCheckState { Schema = StoreCheckState.CurrentSchema, At = timeProvider.GetUtcNow() };
        try
        {
            await storage.WriteStateAsync(StateName, Shared, state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A check of the store was overtaken by another silo's, try {Try} follows")]
        public static partial void Overtaken(ILogger logger, int @try);

        [LoggerMessage(Level = LogLevel.Debug, Message = "A check of the store failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
