using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Changes;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Operations;

/// <summary>
/// Follows the overview and the board of alarms by asking each grain for what changed, and has the changes published, at most five times a second. It runs until it is disposed.
/// </summary>
internal sealed partial class OperationsFollower : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Action _publish;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _overviewKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _alarmsKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Task _loops;

    /// <summary>Starts to follow.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="takeOverview">Takes what changed in the overview.</param>
    /// <param name="takeAlarms">Takes what changed of the alarms.</param>
    /// <param name="publish">Publishes what was taken.</param>
    /// <param name="timeProvider">The clock of the pauses.</param>
    /// <param name="logger">Logs the beginning and the end of an outage.</param>
    public OperationsFollower(
        IClusterClient grains, Action<OverviewChanges> takeOverview, Action<AlarmChanges> takeAlarms, Action publish, TimeProvider timeProvider, ILogger logger)
    {
        (_publish, _timeProvider, _logger) = (publish, timeProvider, logger);
        var (overview, board) = (grains.GetOverview(), grains.GetAlarmBoard());
        Ready = PublishFirstAsync();
        _loops = Task.Run(() => Task.WhenAll(
            FollowAsync("overview", known => overview.WaitForChangesAsync(known), changes => changes.Position, takeOverview, _overviewKnown),
            FollowAsync("alarms", known => board.WaitForChangesAsync(known), changes => changes.Position, takeAlarms, _alarmsKnown),
            PublishAsync()));
    }

    /// <summary>Completes when the first answers were published.</summary>
    public Task Ready { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task PublishFirstAsync()
    {
        await Task.WhenAll(_overviewKnown.Task, _alarmsKnown.Task);
        _publish();
    }

    private async Task FollowAsync<TChanges>(
        string what, Func<ChangePosition?, Task<TChanges>> ask, Func<TChanges, ChangePosition> positionOf, Action<TChanges> take, TaskCompletionSource known)
    {
        ChangePosition? position = null;
        var isFailing = false;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var changes = await ask(position).WaitAsync(_end.Token);
                position = positionOf(changes);
                take(changes);
                known.TrySetResult();
                _signal.Release();
                if (isFailing)
                    Log.FollowedAgain(_logger, what);
                isFailing = false;
                await Task.Delay(Interval, _timeProvider, _end.Token);
            }
            catch (Exception error) when (!_end.IsCancellationRequested)
            {
                // Once for each outage.
                if (!isFailing)
                    Log.NotFollowed(_logger, what, ErrorMapping.From(error).Detail);
                isFailing = true;
                await Task.Delay(RetryPause, _timeProvider, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task PublishAsync()
    {
        while (true)
        {
            await _signal.WaitAsync(_end.Token);
            while (_signal.Wait(TimeSpan.Zero, CancellationToken.None))
            {
                // Several changes are published together.
            }

            _publish();
            await Task.Delay(Interval, _timeProvider, _end.Token);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The {What} can't be followed now: {Reason}")]
        public static partial void NotFollowed(ILogger logger, string what, string reason);

        [LoggerMessage(LogLevel.Information, "The {What} is followed again")]
        public static partial void FollowedAgain(ILogger logger, string what);
    }
}
