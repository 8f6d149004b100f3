using System.Collections.Immutable;
using System.Globalization;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>
/// All corrections of a level. It keeps the list of months. Each month has its own state, so that a correction rewrites one month and never all of
/// them. Calls are sequential, because speed does not matter here.
/// </summary>
[GrainType("corrections")]
internal sealed partial class CorrectionLedgerGrain(
    [PersistentState("months", StorageNames.Parking)] IPersistentState<CorrectionLedgerState> stored,
    UnknownActivations unknown,
    ILogger<CorrectionLedgerGrain> logger) : Grain, ICorrectionLedgerGrain, ICorrectionLedgerWriter
{
    private GrainExistence _existence = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        LevelKey.Parse(this.GetPrimaryKeyString());
        StoredSchema.Require(stored.State.Schema, CorrectionLedgerState.CurrentSchema, this.GetPrimaryKeyString());
        _existence = new GrainExistence(unknown, GrainContext);
        NoteExistence();
        return Task.CompletedTask;
    }

    public async Task AppendAsync(Correction correction)
    {
        var month = MonthOf(correction.At);
        // The list is stored first: an empty listed month does no harm, while a month that is not listed would be lost.
        if (!stored.State.Months.Contains(month))
            await StoreAsync(stored.State.Months.Add(month).Sort());
        await Month(month).AppendAsync(correction);
    }

    public async Task<IReadOnlyList<Correction>> GetAsync(DateTimeOffset from, DateTimeOffset to)
    {
        NoteExistence();
        var found = new List<Correction>();
        foreach (var month in stored.State.Months.Where(month => month >= MonthOf(from) && month <= MonthOf(to)))
            found.AddRange((await Month(month).GetAsync()).Where(correction => correction.At >= from && correction.At < to));
        return found;
    }

    public async Task<IReadOnlyList<DayDrift>> GetDriftAsync(DateTimeOffset from, DateTimeOffset to) => DriftRules.PerDay(await GetAsync(from, to));

    public async Task<bool> RemoveAsync()
    {
        if (stored.State.Months.IsEmpty)
            return false;
        foreach (var month in stored.State.Months)
            await Month(month).ForgetAsync();
        await StoreAsync([]);
        return true;
    }

    /// <summary>Stores the list. After a failed write the stored state is unknown: the next activation reads it.</summary>
    private async Task StoreAsync(ImmutableList<DateOnly> months)
    {
        try
        {
            stored.State = new CorrectionLedgerState { Schema = CorrectionLedgerState.CurrentSchema, Months = months };
            await stored.WriteStateAsync();
            NoteExistence();
        }
        catch (Exception error)
        {
            DeactivateOnIdle();
            Log.NotStored(logger, this.GetPrimaryKeyString(), error);
            throw new StoreUnavailableException("The store did not take the corrections over; try again.");
        }
    }

    private void NoteExistence() => _existence.Note(!stored.State.Months.IsEmpty);

    private ICorrectionMonthGrain Month(DateOnly month) =>
        GrainFactory.GetGrain<ICorrectionMonthGrain>($"{this.GetPrimaryKeyString()}/{month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}");

    private static DateOnly MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Corrections of {Key} are not stored.")]
        public static partial void NotStored(ILogger logger, string key, Exception error);
    }
}
