using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <content>Sources that fail, stall or do not end.</content>
public sealed partial class CameraSupervisorTests
{
    [Fact]
    public async Task Failure_of_the_source_is_retried_by_the_schedule()
    {
        _sources.OnOpen = _ => throw new CaptureException("connection refused");
        _camera.SetDemand(RungSet.Low);
        int[] seconds = [1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 10, 20, 40, 60, 60];
        for (var attempt = 0; attempt < seconds.Length; attempt++)
        {
            await Eventually.HoldsAsync(() => _sources.Made == attempt + 1, $"attempt {attempt + 1}");
            await StateAsync(CameraState.Offline);
            await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(seconds[attempt]));
        }

        Assert.Equal("connection refused", _camera.Condition.Reason);
        Assert.Equal(["Starting", "Offline connection refused"], States());
    }

    [Fact]
    public async Task Failure_after_a_healthy_period_is_retried_from_the_start()
    {
        _sources.OnOpen = _ => throw new CaptureException("no");
        _camera.SetDemand(RungSet.Low);
        for (var attempt = 1; attempt <= 5; attempt++)
            await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        _sources.OnOpen = _ => { };
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(() => _sources.Made == 7, "attempt 7");
        _sources.Last.Give();
        await FramesAsync(1);
        for (var second = 2; second <= 12; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            _sources.Last.Give();
            await FramesAsync(second);
        }

        _sources.Last.Fail("gone");
        await StateAsync(CameraState.Offline);
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => _sources.Made == 8, "attempt 8");
        _sources.Last.Give();
        await StateAsync(CameraState.Live);
    }

    [Fact]
    public async Task Stall_after_the_first_picture_closes_and_opens_again()
    {
        await GoLiveAsync(RungSet.Low);
        await _clock.AdvanceWaitOfAsync(Stall);
        await StateAsync(CameraState.Offline);
        Assert.Equal("no frames for 7 s", _camera.Condition.Reason);
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => _sources.Made == 2, "a second source");
        _sources.Last.Give();
        await StateAsync(CameraState.Live);
        Assert.Equal(1, _sources.MaxOpen);
    }

    [Fact]
    public async Task Open_that_gives_no_picture_is_given_up()
    {
        _camera.SetDemand(RungSet.Low);
        await _clock.AdvanceWaitOfAsync(Stall);
        await _clock.AdvanceWaitOfAsync(Stall);
        await _clock.AdvanceWaitOfAsync(OpenTimeout - Stall - Stall);
        await StateAsync(CameraState.Offline);
        Assert.Equal("no picture within 17 s", _camera.Condition.Reason);
    }

    [Fact]
    public async Task Stop_async_during_open_ends_it()
    {
        _sources.OnOpen = cancel =>
        {
            cancel.WaitHandle.WaitOne();
            cancel.ThrowIfCancellationRequested();
        };
        _camera.SetDemand(RungSet.Low);
        await Eventually.HoldsAsync(() => _sources.Open == 1, "the source being opened");
        await _camera.StopAsync();
        Assert.Equal(CameraState.Idle, _camera.Condition.State);
        Assert.Equal(0, _sources.Open);
        _camera.SetDemand(RungSet.Low);
        Assert.Equal(CameraState.Idle, _camera.Condition.State);
    }

    [Fact]
    public async Task Stop_async_while_waiting_to_retry_ends_it()
    {
        _sources.OnOpen = _ => throw new CaptureException("no");
        _camera.SetDemand(RungSet.Low);
        await StateAsync(CameraState.Offline);
        await _camera.StopAsync();
        Assert.Equal(CameraState.Idle, _camera.Condition.State);
        Assert.Equal(1, _sources.Made);
    }

    [Fact]
    public async Task Stop_async_a_read_that_never_returns_is_left_behind_and_never_doubled()
    {
        await GoLiveAsync(RungSet.Low);
        var release = _sources.Last.Hang();
        await Eventually.HoldsAsync(() => _sources.Last.Pending == 0, "the read that hangs");
        var stop = _camera.StopAsync();
        await _clock.AdvanceWaitOfAsync(Close);
        await stop;
        Assert.Equal(CameraState.Idle, _camera.Condition.State);

        // A later supervisor of the same camera waits for the old thread, and says so.
        var next = Make();
        next.SetDemand(RungSet.Low);
        await Eventually.HoldsAsync(() => next.Condition.State == CameraState.Offline, "offline");
        Assert.Contains("does not end", next.Condition.Reason, StringComparison.Ordinal);
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _sources.Made);
        release.Set();
        await Eventually.HoldsAsync(() => _sources.Open == 0, "the end of the old capture");
        var frames = Frames().Count;
        await Eventually.HoldsAsync(
            () =>
            {
                // No second passes but those before a retry: the new source must not run out of time.
                _ = _sources.Made == 1 && _clock.TryAdvanceWaitOf(TimeSpan.FromSeconds(1));
                return _sources.Made == 2;
            },
            "a second source");
        _sources.Last.Give();
        await Eventually.HoldsAsync(() => next.Condition.State == CameraState.Live, "live");
        await FramesAsync(frames + 1);
        Assert.Equal(1, _sources.MaxOpen);
    }
}
