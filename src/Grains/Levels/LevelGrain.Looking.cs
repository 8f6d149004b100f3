using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels.Sensors;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Levels;

/// <content>Reassessment of the level between readings: when it runs, and what it checks.</content>
internal sealed partial class LevelGrain
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    /// <summary>Reassesses what changes with time alone: hours, silence, trend. Also sends pending corrections to the ledger.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _look.Begin();
        try
        {
            await _state.ChangeAsync(
                state =>
                {
                    if (state.Settings is null)
                        return state;
                    var now = clock.GetUtcNow();
                    _sensors.Set(SensorRules.NoteSilence(_sensors.Newest, SilencePolicy.Of(state), now));
                    return Settle(state, state, now);
                },
                DeactivateOnIdle);
            _sensors.Answered();
        }
        catch (StoreUnavailableException error)
        {
            NotLooked(log, _key, error.Message);
            _look.Plan(clock.GetUtcNow() + RetryPause, clock.GetUtcNow());
        }

        _ = SendCorrectionsAsync();
    }

    private async Task SendCorrectionsAsync()
    {
        if (!await _ledger.SendAsync())
            _look.Plan(clock.GetUtcNow() + RetryPause, clock.GetUtcNow());
    }

    /// <summary>Reschedules the reassessment after a change, because the next time may be earlier.</summary>
    private void RescheduleReassessment()
    {
        var now = clock.GetUtcNow();
        if (_state.Newest.Settings is not null)
            ScheduleReassessment(_state.Newest, now);
    }

    private void ScheduleReassessment(LevelState state, DateTimeOffset now)
    {
        if (state.Settings is null)
            return;
        if (LevelAssessment.NextMoment(state, now) is { } moment)
            _look.Plan(moment, now);
        if (SensorRules.NextSilence(_sensors.Newest, SilencePolicy.Of(state)) is { } silence)
            _look.Plan(silence, now);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Level {Level} could not be looked at in time: {Reason}")]
    private static partial void NotLooked(ILogger logger, LevelKey level, string reason);
}
