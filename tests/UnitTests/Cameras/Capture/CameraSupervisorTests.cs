using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class CameraSupervisorTests : IAsyncDisposable
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(17), Stall = TimeSpan.FromSeconds(7), Close = TimeSpan.FromSeconds(3);

    private readonly TimerClock _clock = new();
    private readonly ScriptedSources _sources = new();
    private readonly CaptureSlots _slots = new();
    private readonly List<CameraFrame> _frames = [];
    private readonly List<string> _states = [];
    private readonly List<CameraSupervisor> _made = [];
    private readonly CameraSupervisor _camera;

    public CameraSupervisorTests() => _camera = Make();

    [Fact]
    public async Task SetDemand_FirstViewer_StartsAndGoesLive()
    {
        Assert.Equal(CameraState.Idle, _camera.Condition.State);
        Assert.Equal(0, _sources.Made);
        await GoLiveAsync(RungSet.Low);
        Assert.Equal(["Starting", "Live"], States());
        Assert.Equal("capture gate", _sources.Last.ThreadName);
        Assert.False(_sources.Last.OnPool);
    }

    [Fact]
    public async Task SetDemand_LastViewerGone_StopsAfterTheLinger()
    {
        await GoLiveAsync(RungSet.Low);
        _camera.SetDemand(RungSet.None);
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(CameraState.Live, _camera.Condition.State);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await StateAsync(CameraState.Idle);
        Assert.Equal(0, _sources.Open);
    }

    [Fact]
    public async Task SetDemand_ViewerBackWithinTheLinger_KeepsTheCapture()
    {
        var camera = Make(stall: TimeSpan.FromMinutes(1));
        camera.SetDemand(RungSet.Low);
        await Eventually.TrueAsync(() => _sources.Made == 1, "the source");
        _sources.Last.Give();
        await FramesAsync(1);
        camera.SetDemand(RungSet.None);
        _clock.Advance(TimeSpan.FromSeconds(6));
        camera.SetDemand(RungSet.High);
        _clock.Advance(TimeSpan.FromSeconds(6));
        _sources.Last.Give();
        await FramesAsync(2);
        Assert.Equal(1, _sources.Made);
        Assert.Equal(CameraRung.High, Frames()[^1].Rung);
    }

    [Fact]
    public async Task SetDemand_NobodyInTheLinger_EncodesNothing()
    {
        await GoLiveAsync(RungSet.Low);
        _camera.SetDemand(RungSet.None);
        _sources.Last.Give();
        _sources.Last.Give();
        _camera.SetDemand(RungSet.None);
        _clock.Advance(TimeSpan.FromSeconds(11));
        await StateAsync(CameraState.Idle);
        Assert.Single(Frames());
    }

    [Fact]
    public async Task SetDemand_ViewerBackRightAfterTheEnd_StartsAnew()
    {
        await GoLiveAsync(RungSet.Low);
        _camera.SetDemand(RungSet.None);
        _clock.Advance(TimeSpan.FromSeconds(11));
        _camera.SetDemand(RungSet.Low);
        await Eventually.TrueAsync(() => _sources.Made == 2, "a second source");
        _sources.Last.Give();
        await FramesAsync(2);
        Assert.Equal(1, _sources.MostOpen);
        Assert.True(Frames()[1].Sequence > Frames()[0].Sequence);
    }

    [Fact]
    public async Task Frames_OfOneCapture_ShareSequenceAndTimeOnAllRungs()
    {
        var before = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        await GoLiveAsync(RungSet.Low | RungSet.Medium | RungSet.High, frames: 3);
        Assert.Equal([CameraRung.High, CameraRung.Medium, CameraRung.Low], Frames().Select(f => f.Rung));
        Assert.Single(Frames().Select(f => (f.Sequence, f.CapturedAt)).Distinct());
        Assert.Equal("gate", Frames()[0].CameraId);
        Assert.True(Frames()[0].Sequence > before && Frames()[0].Sequence < 1L << 53);
        Assert.NotSame(Frames()[0].Data, Frames()[1].Data);
    }

    [Fact]
    public async Task Failure_OfTheSource_IsRetriedByTheSchedule()
    {
        _sources.OnOpen = _ => throw new CaptureException("connection refused");
        _camera.SetDemand(RungSet.Low);
        int[] seconds = [1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 10, 20, 40, 60, 60];
        for (var attempt = 0; attempt < seconds.Length; attempt++)
        {
            await Eventually.TrueAsync(() => _sources.Made == attempt + 1, $"attempt {attempt + 1}");
            await StateAsync(CameraState.Offline);
            await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(seconds[attempt]));
        }

        Assert.Equal("connection refused", _camera.Condition.Reason);
        Assert.Equal(["Starting", "Offline connection refused"], States());
    }

    [Fact]
    public async Task Failure_AfterAHealthyPeriod_IsRetriedFromTheStart()
    {
        _sources.OnOpen = _ => throw new CaptureException("no");
        _camera.SetDemand(RungSet.Low);
        for (var attempt = 1; attempt <= 5; attempt++)
            await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        _sources.OnOpen = _ => { };
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => _sources.Made == 7, "attempt 7");
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
        await Eventually.TrueAsync(() => _sources.Made == 8, "attempt 8");
        _sources.Last.Give();
        await StateAsync(CameraState.Live);
    }

    [Fact]
    public async Task Stall_AfterTheFirstPicture_ClosesAndOpensAgain()
    {
        await GoLiveAsync(RungSet.Low);
        await _clock.AdvanceWaitOfAsync(Stall);
        await StateAsync(CameraState.Offline);
        Assert.Equal("no frames for 7 s", _camera.Condition.Reason);
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => _sources.Made == 2, "a second source");
        _sources.Last.Give();
        await StateAsync(CameraState.Live);
        Assert.Equal(1, _sources.MostOpen);
    }

    [Fact]
    public async Task Open_ThatGivesNoPicture_IsGivenUp()
    {
        _camera.SetDemand(RungSet.Low);
        await _clock.AdvanceWaitOfAsync(Stall);
        await _clock.AdvanceWaitOfAsync(Stall);
        await _clock.AdvanceWaitOfAsync(OpenTimeout - Stall - Stall);
        await StateAsync(CameraState.Offline);
        Assert.Equal("no picture within 17 s", _camera.Condition.Reason);
    }

    [Fact]
    public async Task StopAsync_DuringOpen_EndsIt()
    {
        _sources.OnOpen = cancel =>
        {
            cancel.WaitHandle.WaitOne();
            cancel.ThrowIfCancellationRequested();
        };
        _camera.SetDemand(RungSet.Low);
        await Eventually.TrueAsync(() => _sources.Open == 1, "the source being opened");
        await _camera.StopAsync();
        Assert.Equal(CameraState.Idle, _camera.Condition.State);
        Assert.Equal(0, _sources.Open);
        _camera.SetDemand(RungSet.Low);
        Assert.Equal(CameraState.Idle, _camera.Condition.State);
    }

    [Fact]
    public async Task StopAsync_WhileWaitingToRetry_EndsIt()
    {
        _sources.OnOpen = _ => throw new CaptureException("no");
        _camera.SetDemand(RungSet.Low);
        await StateAsync(CameraState.Offline);
        await _camera.StopAsync();
        Assert.Equal(CameraState.Idle, _camera.Condition.State);
        Assert.Equal(1, _sources.Made);
    }

    [Fact]
    public async Task StopAsync_AReadThatNeverReturns_IsLeftBehindAndNeverDoubled()
    {
        await GoLiveAsync(RungSet.Low);
        var release = _sources.Last.Hang();
        await Eventually.TrueAsync(() => _sources.Last.Pending == 0, "the read that hangs");
        var stop = _camera.StopAsync();
        await _clock.AdvanceWaitOfAsync(Close);
        await stop;
        Assert.Equal(CameraState.Idle, _camera.Condition.State);

        // A later supervisor of the same camera waits for the old thread, and says so.
        var next = Make();
        next.SetDemand(RungSet.Low);
        await Eventually.TrueAsync(() => next.Condition.State == CameraState.Offline, "offline");
        Assert.Contains("does not end", next.Condition.Reason, StringComparison.Ordinal);
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _sources.Made);
        release.Set();
        await Eventually.TrueAsync(() => _sources.Open == 0, "the end of the old capture");
        var frames = Frames().Count;
        while (_sources.Made == 1)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        _sources.Last.Give();
        await Eventually.TrueAsync(() => next.Condition.State == CameraState.Live, "live");
        await FramesAsync(frames + 1);
        Assert.Equal(1, _sources.MostOpen);
    }

    [Fact]
    public async Task SlowReceiver_LosesPicturesButGetsTheNewest()
    {
        using var hold = new ManualResetEventSlim();
        var taken = new List<long>();
        var camera = Make(frame =>
        {
            lock (taken)
                taken.Add(frame.Sequence);
            hold.Wait(CancellationToken.None);
        });
        camera.SetDemand(RungSet.Low);
        await Eventually.TrueAsync(() => _sources.Made == 1, "the source");
        _sources.Last.Give();
        await Eventually.TrueAsync(() => Count() == 1, "the first frame");
        for (var picture = 0; picture < 20; picture++)
            _sources.Last.Give();
        var end = _sources.Last.Hang();
        await Eventually.TrueAsync(() => _sources.Last.Pending == 0, "all pictures being read");
        hold.Set();
        await Eventually.TrueAsync(() => Count() == 2, "the newest frame");
        Assert.Equal(20, taken[1] - taken[0]);
        end.Set();

        int Count()
        {
            lock (taken)
                return taken.Count;
        }
    }

    [Fact]
    public async Task Receiver_ThatThrows_DoesNotEndTheCapture()
    {
        var calls = 0;
        var camera = Make(_ =>
        {
            Interlocked.Increment(ref calls);
            throw new InvalidOperationException("a fault of the receiver");
        });
        camera.SetDemand(RungSet.Low);
        await Eventually.TrueAsync(() => _sources.Made == 1, "the source");
        _sources.Last.Give();
        await Eventually.TrueAsync(() => calls == 1, "the first frame");
        _sources.Last.Give();
        await Eventually.TrueAsync(() => calls == 2, "the second frame");
    }

    [Fact]
    public async Task Meter_OfACapture_CountsPicturesFramesBytesAndReopens()
    {
        using var counts = new CameraCounts("gate");
        await GoLiveAsync(RungSet.Low | RungSet.High, frames: 2);
        _sources.Last.Fail("gone");
        await StateAsync(CameraState.Offline);
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => _sources.Made == 2, "a second source");
        await _camera.StopAsync();
        Assert.Equal(
            (1, 1, 1, 1, 1),
            (counts["captured"], counts["encoded low"], counts["encoded high"], counts["reopens"], counts["encode.duration"]));
        Assert.Equal(Frames().Single(f => f.Rung == CameraRung.Low).Data.Length, counts["bytes low"]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var camera in _made)
            await camera.StopAsync();
    }

    private CameraSupervisor Make(Action<CameraFrame>? onFrame = null, TimeSpan? stall = null)
    {
        var options = new CameraOptions { Id = "gate", Source = "device:0", OpenTimeout = OpenTimeout, StallTimeout = stall ?? Stall, CloseTimeout = Close };
        var camera = new CameraSupervisor(
            options, _sources, _slots, _clock, NullLogger.Instance,
            onFrame ?? (frame =>
            {
                lock (_frames)
                    _frames.Add(frame);
            }),
            condition =>
            {
                lock (_states)
                    _states.Add($"{condition.State} {condition.Reason}".Trim());
            });
        _made.Add(camera);
        return camera;
    }

    private async Task GoLiveAsync(RungSet rungs, int frames = 1)
    {
        _camera.SetDemand(rungs);
        await Eventually.TrueAsync(() => _sources.Made == 1, "the source");
        _sources.Last.Give();
        await FramesAsync(frames);
        await StateAsync(CameraState.Live);
    }

    private List<CameraFrame> Frames()
    {
        lock (_frames)
            return [.. _frames];
    }

    private List<string> States()
    {
        lock (_states)
            return [.. _states];
    }

    private Task FramesAsync(int count) => Eventually.TrueAsync(() => Frames().Count >= count, $"{count} frames");

    private Task StateAsync(CameraState state) => Eventually.TrueAsync(() => _camera.Condition.State == state, $"state {state}");
}
