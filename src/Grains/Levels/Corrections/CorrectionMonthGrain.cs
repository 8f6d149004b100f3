using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>Stores a month of corrections. Calls are sequential, because speed does not matter here.</summary>
[GrainType("correction-month")]
internal sealed partial class CorrectionMonthGrain(
    [PersistentState("corrections", StorageNames.Parking)] IPersistentState<CorrectionMonthState> stored,
    ILogger<CorrectionMonthGrain> logger) : Grain, ICorrectionMonthGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        StoredSchema.Require(stored.State.Schema, CorrectionMonthState.CurrentSchema, this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task AppendAsync(Correction correction)
    {
        // A level resends a correction with its original time. The same id used much later is another correction.
        if (stored.State.Corrections.Exists(kept => kept.Id == correction.Id && kept.At == correction.At))
            return;
        await StoreAsync(new CorrectionMonthState
        {
            Schema = CorrectionMonthState.CurrentSchema,
            Corrections = stored.State.Corrections.Add(correction),
        });
    }

    public Task<IReadOnlyList<Correction>> GetAsync() => Task.FromResult<IReadOnlyList<Correction>>(stored.State.Corrections);

    public Task ForgetAsync() => StoreAsync(new CorrectionMonthState { Schema = CorrectionMonthState.CurrentSchema });

    /// <summary>Stores the month. After a failed write the stored state is unknown: the next activation reads it.</summary>
    private async Task StoreAsync(CorrectionMonthState state)
    {
        try
        {
            stored.State = state;
            await stored.WriteStateAsync();
        }
        catch (Exception error)
        {
            DeactivateOnIdle();
            Log.NotStored(logger, this.GetPrimaryKeyString(), error);
            throw new StoreUnavailableException("The store did not take the corrections over; try again.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Corrections of {Key} are not stored.")]
        public static partial void NotStored(ILogger logger, string key, Exception error);
    }
}
