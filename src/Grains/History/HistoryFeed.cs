using LiveParking.Grains.Interfaces.History;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.History;

/// <summary>
/// Hands samples of a level to its history off the level's own path: adding never waits; one call is under way at a time and what comes
/// meanwhile goes with the next. Who reports faster than the history takes it waits for room. While the history is out of reach the newest samples
/// are kept. Used on the level's scheduler only.
/// </summary>
/// <param name="history">The level's history.</param>
/// <param name="log">Where failures are told.</param>
internal sealed partial class HistoryFeed(ILevelHistoryGrain history, ILogger log)
{
    /// <summary>Samples that wait at most; the oldest are dropped.</summary>
    private const int MostWaiting = 4_096;

    /// <summary>From so many on whoever adds more should wait; what one caller adds at once and some more still fit.</summary>
    private const int Crowded = 1_024;

    private List<OccupancySample> _waiting = [];
    private Task _sending = Task.CompletedTask;
    private TaskCompletionSource? _room;
    private bool _isAway;

    /// <summary>Takes a sample.</summary>
    public void Add(OccupancySample sample)
    {
        if (_waiting.Count == MostWaiting)
            _waiting.RemoveRange(0, MostWaiting / 4);
        _waiting.Add(sample);
        if (_sending.IsCompleted)
            _sending = SendAsync();
    }

    /// <summary>Completes at once unless many samples wait: then when the history has taken them, or is found to be out of reach.</summary>
    public async Task RoomAsync()
    {
        while (_waiting.Count >= Crowded && !_isAway && !_sending.IsCompleted)
            await (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>Completes when what was added has been handed over, or could not be.</summary>
    public async Task FlushAsync()
    {
        await _sending;
        if (_waiting.Count > 0)
            await (_sending = SendAsync());
    }

    private async Task SendAsync()
    {
        _isAway = false;
        while (_waiting.Count > 0)
        {
            var batch = _waiting;
            _waiting = [];
            MakeRoom();
            try
            {
                await history.RecordAsync(batch);
            }
            catch (Exception error)
            {
                // They go with the next sample; a repetition has no second effect.
                batch.AddRange(_waiting);
                if (batch.Count > MostWaiting)
                    batch.RemoveRange(0, batch.Count - MostWaiting);
                _waiting = batch;
                NotRecorded(log, batch.Count, error.Message);
                _isAway = true;
                MakeRoom();
                return;
            }
        }
    }

    private void MakeRoom()
    {
        _room?.SetResult();
        _room = null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Samples} samples wait for the history, which can't be reached: {Reason}")]
    private static partial void NotRecorded(ILogger logger, int samples, string reason);
}
