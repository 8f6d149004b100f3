using LiveParking.Grains.Interfaces.History;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.History;

/// <summary>
/// Sends samples of a level to its history, outside the level's own path. One call is in progress at a time; samples that arrive meanwhile go with
/// the next call. A caller that reports faster than the history accepts waits for room, but no longer than <see cref="RoomTimeout"/>: readings are
/// acknowledged whatever the history does. While the history does not answer, no caller waits and the newest samples are kept. Used on the level's
/// scheduler only.
/// </summary>
/// <param name="history">The level's history.</param>
/// <param name="timeProvider">The clock for the wait.</param>
/// <param name="logger">Logs failures and dropped samples.</param>
internal sealed partial class HistoryFeed(ILevelHistoryRecorder history, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Maximum wait for room; well below the 3 s after which a gateway repeats a call.</summary>
    public static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Maximum waiting samples; above it the oldest are dropped.</summary>
    private const int MaxWaiting = 4_096;

    /// <summary>From this number of waiting samples on, callers wait. Above it there is still room for the samples of a call.</summary>
    private const int MinWaitingToHold = 1_024;

    private List<OccupancySample> _waiting = [];
    private Task _sending = Task.CompletedTask;
    private Task _call = Task.CompletedTask;
    private int _forgotten;
    private Task? _room;
    private TaskCompletionSource? _waitEnd;
    private bool _isUnreachable;
    private int _dropped;

    /// <summary>Adds a sample; never waits.</summary>
    public void Add(OccupancySample sample)
    {
        if (_waiting.Count == MaxWaiting)
            Drop(_waiting, MaxWaiting / 4);
        _waiting.Add(sample);
        if (_sending.IsCompleted)
            _sending = SendAsync();
    }

    /// <summary>
    /// Completes immediately unless many samples wait. Then it completes when the history has accepted them, is unreachable, or does not answer in
    /// time.
    /// </summary>
    public Task RoomAsync()
    {
        if (_waiting.Count < MinWaitingToHold || _isUnreachable || _sending.IsCompleted)
            return Task.CompletedTask;
        // One wait for all callers; it began with the first of them.
        return _room ??= WaitAsync();
    }

    /// <summary>Completes when the added samples have been sent, or could not be.</summary>
    public async Task FlushAsync()
    {
        await _sending;
        if (_waiting.Count > 0)
            await (_sending = SendAsync());
        ReportDropped();
    }

    /// <summary>Drops waiting samples and completes when the call in progress is over: earlier samples can't arrive afterwards.</summary>
    public async Task ForgetAsync()
    {
        _waiting = [];
        _forgotten++;
        await _call.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitAsync()
    {
        var waitEnd = _waitEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await waitEnd.Task.WaitAsync(RoomTimeout, timeProvider);
        }
        catch (TimeoutException) when (ReferenceEquals(_waitEnd, waitEnd))
        {
            // No further wait until the history answers.
            EndWait(isUnreachable: true);
            Log.NotAnswering(logger, _waiting.Count, RoomTimeout.TotalSeconds);
        }
        catch (TimeoutException)
        {
            // The history answered just then.
        }
    }

    private void EndWait(bool isUnreachable)
    {
        _isUnreachable = isUnreachable;
        _waitEnd?.TrySetResult();
        (_room, _waitEnd) = (null, null);
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
                // They go with the next samples; sending them again has no second effect.
                if (forgotten != _forgotten)
                    batch.Clear();
                batch.AddRange(_waiting);
                if (batch.Count > MaxWaiting)
                    Drop(batch, batch.Count - MaxWaiting);
                _waiting = batch;
                Log.NotRecorded(logger, batch.Count, error.Message);
                EndWait(isUnreachable: true);
                return;
            }

            EndWait(isUnreachable: false);
            ReportDropped();
        }
    }

    private void ReportDropped()
    {
        if (_dropped > 0)
            Log.Dropped(logger, _dropped);
        _dropped = 0;
    }

    private void Drop(List<OccupancySample> samples, int oldest)
    {
        samples.RemoveRange(0, oldest);
        _dropped += oldest;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Samples} samples wait for the history, which can't be reached: {Reason}")]
        public static partial void NotRecorded(ILogger logger, int samples, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Samples} samples wait for the history, which has not answered for {Seconds} s; readings no longer wait for it.")]
        public static partial void NotAnswering(ILogger logger, int samples, double seconds);

        [LoggerMessage(Level = LogLevel.Warning, Message = "While the history could not be reached {Samples} samples were dropped, the oldest first.")]
        public static partial void Dropped(ILogger logger, int samples);
    }
}
