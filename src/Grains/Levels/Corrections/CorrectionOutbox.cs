using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>
/// Gives the ledger the corrections that a level has stored and the ledger does not have yet. The level keeps them until then, so a fault
/// only delays them. Used on the grain's scheduler only.
/// </summary>
internal sealed partial class CorrectionOutbox(
    LevelKey level, CoalescedState<LevelState> state, ICorrectionLedgerGrain ledger, Action abandon, ILogger log)
{
    private bool _sending;

    /// <summary>Sends what waits; false when the ledger did not take it and it has to be tried again.</summary>
    public async Task<bool> SendAsync()
    {
        if (_sending)
            return true;
        _sending = true;
        try
        {
            while (state.Newest.Corrections.FindAll(kept => !kept.InLedger) is { Count: > 0 } waiting)
            {
                foreach (var kept in waiting)
                    await ledger.AppendAsync(kept.Correction);
                await state.ChangeAsync(known => CorrectionRules.Kept(known, [.. waiting.Select(kept => kept.Correction.Id)]), abandon);
            }

            return true;
        }
        catch (Exception error)
        {
            LedgerAway(log, level, error.Message);
            return false;
        }
        finally
        {
            _sending = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger of level {Level} does not take its corrections yet: {Reason}")]
    private static partial void LedgerAway(ILogger logger, LevelKey level, string reason);
}
