using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>
/// Sends a level's stored corrections to the ledger. The level keeps them until the ledger has them, so a failure only delays them. Corrections that
/// the level has deleted meanwhile are not sent. Used on the grain's scheduler only.
/// </summary>
internal sealed partial class CorrectionOutbox(
    LevelKey level, CoalescedState<LevelUnit> state, ICorrectionLedgerWriter ledger, Action abandon, TimeProvider timeProvider, ILogger logger)
{
    private Task<bool> _sending = Task.FromResult(true);

    /// <summary>Sends pending corrections; false when the ledger did not accept them and they must be sent again.</summary>
    public async Task<bool> SendAsync() => !_sending.IsCompleted || await (_sending = SendAllAsync());

    /// <summary>Completes when nothing is in flight to the ledger: corrections deleted before can't arrive afterwards.</summary>
    public Task UntilQuietAsync() => _sending;

    private async Task<bool> SendAllAsync()
    {
        try
        {
            while (state.Newest.Level.Corrections.FindAll(kept => !kept.InLedger) is { Count: > 0 } waiting)
            {
                var sent = new List<Correction>(waiting.Count);
                foreach (var kept in waiting)
                {
                    if (!state.Newest.Level.Corrections.Exists(newest => CorrectionRules.AreSame(newest.Correction, kept.Correction)))
                        continue;
                    await ledger.AppendAsync(kept.Correction);
                    sent.Add(kept.Correction);
                }

                if (sent.Count > 0)
                    await state.ChangeAsync(unit => LevelTransitions.KeepInLedger(unit, sent, timeProvider.GetUtcNow()).Unit, abandon);
            }

            return true;
        }
        catch (Exception error)
        {
            Log.LedgerAway(logger, level, error.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger of level {Level} does not take its corrections yet: {Reason}")]
        public static partial void LedgerAway(ILogger logger, LevelKey level, string reason);
    }
}
