using LiveParking.Cameras.Capture.Changes;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// Runs the capture of one camera. It starts the capture when a rung has a viewer and ends it <see cref="CameraOptions.Linger"/> after the last
/// viewer has left. It reopens a failed or stalled source by <see cref="RetrySchedule"/> and reports the camera's state. Without viewers it has no
/// thread and captures nothing. With <see cref="CameraOptions.KeepWarm"/> it keeps capturing, but encodes nothing.
/// </summary>
/// <remarks>
/// All members may be called from any thread, and none blocks. The camera's own encoding thread calls <c>onFrame</c>; any thread may call
/// <c>onState</c>. Neither runs on a grain's scheduler, so a grain must switch to its scheduler before it touches its fields. Both must return
/// immediately: a slow <c>onFrame</c> costs frames, never memory. Calls to each are sequential and in order. A native read that never returns cannot
/// be stopped. Such a capture is abandoned after <see cref="CameraOptions.CloseTimeout"/>: it creates no more frames or states. The camera stays
/// offline with that reason, for this and any later supervisor of the process, until the capture's thread has ended.
/// </remarks>
public sealed class CameraSupervisor : IAsyncDisposable
{
    private const string StuckReason = "its last capture does not end: the device or file does not answer";

    private readonly object _lock = new();
    private readonly CaptureContext _camera;
    private readonly ICaptureSourceFactory _sources;
    private readonly ConditionReport _report;
    private readonly ITimer _linger;
    private CancellationTokenSource? _runCancel;
    private Task _run = Task.CompletedTask;
    private bool _stopped;

    /// <summary>Creates the supervisor of a camera without viewers.</summary>
    /// <param name="options">The camera.</param>
    /// <param name="sources">Creates its source.</param>
    /// <param name="slots">One for each process, shared by all supervisors.</param>
    /// <param name="timeProvider">The clock for timestamps and waits.</param>
    /// <param name="logger">Logs states and faults.</param>
    /// <param name="onFrame">Receives each frame.</param>
    /// <param name="onState">Receives each change of state, the first one when the camera leaves <see cref="CameraState.Idle"/>.</param>
    /// <exception cref="InvalidRequestException">The options are invalid; the message contains all errors.</exception>
    public CameraSupervisor(
        CameraOptions options,
        ICaptureSourceFactory sources,
        CaptureSlots slots,
        TimeProvider timeProvider,
        ILogger logger,
        Action<CameraFrame> onFrame,
        Action<CameraCondition> onState)
    {
        _camera = new CaptureContext(CameraOptionsValidator.Require(options), slots, timeProvider, logger, onFrame);
        _sources = sources;
        _report = new ConditionReport(_camera, onState);
        _linger = timeProvider.CreateTimer(_ => LingerEnded(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The camera's current condition.</summary>
    public CameraCondition Condition => _report.Newest;

    /// <summary>
    /// Sets the rungs with viewers; only these are encoded. A camera that is kept warm starts with the first call, even without rungs. No effect
    /// after <see cref="StopAsync"/>.
    /// </summary>
    public void SetDemand(RungSet rungs)
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            var before = _camera.Demand;
            _camera.Demand = rungs;
            if (rungs != RungSet.None || _camera.Options.KeepWarm)
            {
                _linger.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                if (_runCancel is null or { IsCancellationRequested: true })
                    StartRun();
            }
            else if (before != RungSet.None)
            {
                _linger.Change(_camera.Options.Linger, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>
    /// Ends capturing permanently, at the latest shortly after <see cref="CameraOptions.CloseTimeout"/>. No frame or state follows.
    /// </summary>
    public async Task StopAsync()
    {
        Task run;
        lock (_lock)
        {
            _stopped = true;
            _camera.Demand = RungSet.None;
            _linger.Dispose();
            _runCancel?.Cancel();
            run = _run;
        }

        await run.ConfigureAwait(false);
    }

    /// <inheritdoc cref="StopAsync"/>
    public ValueTask DisposeAsync() => new(StopAsync());

    private void LingerEnded()
    {
        lock (_lock)
        {
            if (_camera.Demand == RungSet.None)
                _runCancel?.Cancel();
        }
    }

    private void StartRun()
    {
        var cancellationToken = new CancellationTokenSource();
        var before = _run;
        _runCancel = cancellationToken;

        // Task.Run starts on the pool, so that the run does not inherit the caller's scheduler and context.
        _run = Task.Run(() => RunAsync(before, cancellationToken));
    }

    private async Task RunAsync(Task before, CancellationTokenSource cancellationToken)
    {
        await before.ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested)
            await CaptureAsync(cancellationToken.Token).ConfigureAwait(false);
        lock (_lock)
        {
            cancellationToken.Dispose();
            if (_runCancel != cancellationToken)
                return; // the next run waits for this one and goes on with the state
            _runCancel = null;
        }

        _report.Update(CameraState.Idle);
    }

    private async Task CaptureAsync(CancellationToken cancellationToken)
    {
        var retry = new RetrySchedule();
        var isBroken = false;
        _report.Update(CameraState.Starting);
        for (var reopening = false; ; reopening = true)
        {
            if (reopening)
                _camera.Meter.Reopened();
            var reason = StuckReason;
            if (_camera.Slots.TryTake(_camera.Options.Id))
            {
                (reason, var lived, isBroken) = await CaptureOnceAsync(isBroken, cancellationToken).ConfigureAwait(false);
                if (lived >= _camera.Options.HealthyPeriod && lived > TimeSpan.Zero)
                    retry.Reset();
            }

            if (cancellationToken.IsCancellationRequested)
                return;
            _report.Update(CameraState.Offline, reason);
            await Task.Delay(retry.Next(), _camera.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
        }
    }

    /// <summary>One capture, from open to close. The slot is taken; the reading thread releases it.</summary>
    /// <returns>Why it ended, how long it gave whole pictures, and whether the last ones were broken.</returns>
    private async Task<(string Reason, TimeSpan Lived, bool IsBroken)> CaptureOnceAsync(bool wasBroken, CancellationToken cancellationToken)
    {
        CaptureSession? session = null;
        long live = 0;
        session = new CaptureSession(
            _camera,
            () => _sources.Create(_camera.Options),
            wasBroken,
            onLive: () =>
            {
                Volatile.Write(ref live, _camera.Clock.GetTimestamp());
                _report.Update(wasBroken ? PictureVerdict.Broken : PictureVerdict.Live, session);
            },
            onVerdict: verdict => _report.Update(verdict, session));
        _report.AcceptFrom(session);
        session.Start();
        var reason = await WatchAsync(session, cancellationToken).ConfigureAwait(false);

        _report.AcceptFrom(null);
        session.End();
        await session.Encoding.ConfigureAwait(false);
        if (!await EndsInTimeAsync(session.Reading).ConfigureAwait(false))
            CaptureLog.LeftBehind(_camera.Log, _camera.Options.Id, _camera.Options.CloseTimeout.TotalSeconds);
        var began = Volatile.Read(ref live);
        // A capture without any picture has not shown that pictures are whole again.
        var (last, broken) = (session.LastPicture, session.BrokenSince);
        var lived = began == 0 ? TimeSpan.Zero : _camera.Clock.GetElapsedTime(began, broken == 0 ? last : broken);
        return (reason, lived, last == 0 ? wasBroken : broken != 0);
    }

    /// <summary>Waits until the capture ends by itself, stalls or is no longer wanted.</summary>
    private async Task<string> WatchAsync(CaptureSession session, CancellationToken cancellationToken)
    {
        var opened = _camera.Clock.GetTimestamp();
        while (true)
        {
            var last = session.LastPicture;
            var limit = last == 0 ? _camera.Options.OpenTimeout : _camera.Options.StallTimeout;
            var left = limit - _camera.Clock.GetElapsedTime(last == 0 ? opened : last);
            if (left <= TimeSpan.Zero)
                return last == 0 ? $"no picture within {ConditionReport.Seconds(limit)} s" : $"no frames for {ConditionReport.Seconds(limit)} s";

            if (session.IsBrokenForLong)
                return _report.BrokenReason;

            // The timer is not restarted for every picture. While the first picture is awaited it also runs at most for the stall timeout, so that a
            // stall right after the first picture is found in time.
            using var early = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var timer = Task.Delay(left < _camera.Options.StallTimeout ? left : _camera.Options.StallTimeout, _camera.Clock, early.Token);
            var first = await Task.WhenAny(session.Reading, timer).ConfigureAwait(false);
            await early.CancelAsync().ConfigureAwait(false);
            if (first == session.Reading)
                return await session.Reading.ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
                return "nobody watches";
        }
    }

    private async Task<bool> EndsInTimeAsync(Task task)
    {
        using var early = new CancellationTokenSource();
        var first = await Task.WhenAny(task, Task.Delay(_camera.Options.CloseTimeout, _camera.Clock, early.Token)).ConfigureAwait(false);
        await early.CancelAsync().ConfigureAwait(false);
        return first == task;
    }
}
