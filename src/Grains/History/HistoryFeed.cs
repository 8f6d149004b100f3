using LiveParking.Grains.Interfaces.History;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.History;

/// <summary>
/// Hands samples of a level to its history off the level's own path: one call is under way at a time and what comes meanwhile goes with the next.
/// Who reports faster than the history takes it waits for room, but no longer than <see cref="Patience"/>: readings are acknowledged whatever the history
/// does. While the history does not answer nobody waits and the newest samples are kept. Used on the level's scheduler only.
/// </summary>
/// <param name="history">The level's history.</param>
/// <param name="clock">For the wait.</param>
/// <param name="log">Where failures and what is dropped are told.</param>
internal sealed partial class HistoryFeed(ILevelHistoryGrain history, TimeProvider clock, ILogger log)
{
    /// <summary>How long room is waited for; well below the 3 s after which a gateway makes a call again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Samples that wait at most; the oldest are dropped.</summary>
    private const int MostWaiting = 4_096;

    /// <summary>From so many on whoever adds more should wait; what one caller adds at once and some more still fit.</summary>
    private const int Crowded = 1_024;

    private List<OccupancySample> _waiting = [];
    private Task _sending = Task.CompletedTask;
    private Task _call = Task.CompletedTask;
    private int _forgotten;
    private Task? _room;
    private TaskCompletionSource? _answered;
    private bool _isAway;
    private int _dropped;

    /// <summary>Takes a sample; never waits.</summary>
    public void Add(OccupancySample sample)
    {
        if (_waiting.Count == MostWaiting)
            Drop(_waiting, MostWaiting / 4);
        _waiting.Add(sample);
        if (_sending.IsCompleted)
            _sending = SendAsync();
    }

    /// <summary>Completes at once unless many samples wait: then when the history has taken them, is found to be out of reach, or does not answer in time.</summary>
    public Task RoomAsync()
    {
        if (_waiting.Count < Crowded || _isAway || _sending.IsCompleted)
            return Task.CompletedTask;
        // One wait for all who come: it began with the first of them.
        return _room ??= WaitAsync();
    }

    /// <summary>Completes when what was added has been handed over, or could not be.</summary>
    public async Task FlushAsync()
    {
        await _sending;
        if (_waiting.Count > 0)
            await (_sending = SendAsync());
        TellDropped();
    }

    /// <summary>Drops what waits and completes when the call under way is over: what was added before does not come after.</summary>
    public async Task ForgetAsync()
    {
        _waiting = [];
        _forgotten++;
        await _call.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitAsync()
    {
        var answered = _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await answered.Task.WaitAsync(Patience, clock);
        }
        catch (TimeoutException) when (ReferenceEquals(_answered, answered))
        {
            // Not waited for again before it answers.
            Answered(isAway: true);
            NotAnswering(log, _waiting.Count, Patience.TotalSeconds);
        }
        catch (TimeoutException)
        {
            // It has answered just then.
        }
    }

    private void Answered(bool isAway)
    {
        _isAway = isAway;
        _answered?.TrySetResult();
        (_room, _answered) = (null, null);
    }

    private async Task SendAsync()
    {
        while (_waiting.Count > 0)
        {
            var batch = _waiting;
            _waiting = [];
            var forgotten = _forgotten;
            try
            {
                await (_call = history.RecordAsync(batch));
            }
            catch (Exception error)
            {
                // They go with the next sample; a repetition has no second effect.
                if (forgotten != _forgotten)
                    batch.Clear();
                batch.AddRange(_waiting);
                if (batch.Count > MostWaiting)
                    Drop(batch, batch.Count - MostWaiting);
                _waiting = batch;
                NotRecorded(log, batch.Count, error.Message);
                Answered(isAway: true);
                return;
            }

            Answered(isAway: false);
            TellDropped();
        }
    }

    private void TellDropped()
    {
        if (_dropped > 0)
            Dropped(log, _dropped);
        _dropped = 0;
    }

    private void Drop(List<OccupancySample> samples, int oldest)
    {
        samples.RemoveRange(0, oldest);
        _dropped += oldest;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Samples} samples wait for the history, which can't be reached: {Reason}")]
    private static partial void NotRecorded(ILogger logger, int samples, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Samples} samples wait for the history, which has not answered for {Seconds} s; readings no longer wait for it.")]
    private static partial void NotAnswering(ILogger logger, int samples, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "While the history could not be reached {Samples} samples were dropped, the oldest first.")]
    private static partial void Dropped(ILogger logger, int samples);
}
