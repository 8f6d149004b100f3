using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed partial class CameraSupervisorTests : IAsyncDisposable
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
    public async Task Set_demand_first_viewer_starts_and_goes_live()
    {
        Assert.Equal(CameraState.Idle, _camera.Condition.State);
        Assert.Equal(0, _sources.Made);
        await GoLiveAsync(RungSet.Low);
        Assert.Equal(["Starting", "Live"], States());
        Assert.Equal("capture gate", _sources.Last.ThreadName);
        Assert.False(_sources.Last.OnPool);
    }

    [Fact]
    public async Task Set_demand_last_viewer_gone_stops_after_the_linger()
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
    public async Task Set_demand_viewer_back_within_the_linger_keeps_the_capture()
    {
        var camera = Make(stall: TimeSpan.FromMinutes(1));
        camera.SetDemand(RungSet.Low);
        await Eventually.HoldsAsync(() => _sources.Made == 1, "the source");
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
    public async Task Set_demand_nobody_in_the_linger_encodes_nothing()
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
    public async Task Set_demand_viewer_back_right_after_the_end_starts_anew()
    {
        await GoLiveAsync(RungSet.Low);
        _camera.SetDemand(RungSet.None);
        _clock.Advance(TimeSpan.FromSeconds(11));
        _camera.SetDemand(RungSet.Low);
        await Eventually.HoldsAsync(() => _sources.Made == 2, "a second source");
        _sources.Last.Give();
        await FramesAsync(2);
        Assert.Equal(1, _sources.MaxOpen);
        Assert.True(Frames()[1].Sequence > Frames()[0].Sequence);
    }

    [Fact]
    public async Task Frames_of_one_capture_share_sequence_and_time_on_all_rungs()
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
    public async Task Slow_receiver_loses_pictures_but_gets_the_newest()
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
        await Eventually.HoldsAsync(() => _sources.Made == 1, "the source");
        _sources.Last.Give();
        await Eventually.HoldsAsync(() => Count() == 1, "the first frame");
        for (var picture = 0; picture < 20; picture++)
            _sources.Last.Give();
        var end = _sources.Last.Hang();
        await Eventually.HoldsAsync(() => _sources.Last.Pending == 0, "all pictures being read");
        hold.Set();
        await Eventually.HoldsAsync(() => Count() == 2, "the newest frame");
        Assert.Equal(20, taken[1] - taken[0]);
        end.Set();

        int Count()
        {
            lock (taken)
                return taken.Count;
        }
    }

    [Fact]
    public async Task Receiver_that_throws_does_not_end_the_capture()
    {
        var calls = 0;
        var camera = Make(_ =>
        {
            Interlocked.Increment(ref calls);
            throw new InvalidOperationException("a fault of the receiver");
        });
        camera.SetDemand(RungSet.Low);
        await Eventually.HoldsAsync(() => _sources.Made == 1, "the source");
        _sources.Last.Give();
        await Eventually.HoldsAsync(() => calls == 1, "the first frame");
        _sources.Last.Give();
        await Eventually.HoldsAsync(() => calls == 2, "the second frame");
    }

    [Fact]
    public async Task Meter_of_a_capture_counts_pictures_frames_bytes_and_reopens()
    {
        using var counts = new CameraCounts("gate");
        await GoLiveAsync(RungSet.Low | RungSet.High, frames: 2);
        _sources.Last.Fail("gone");
        await StateAsync(CameraState.Offline);
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => _sources.Made == 2, "a second source");
        await _camera.StopAsync();
        Assert.Equal(
            (1, 1, 1, 1, 1),
            (counts["captured"], counts["encoded low"], counts["encoded high"], counts["reopens"], counts["encode.duration"]));
        Assert.Equal(Frames().Single(f => f.Rung == CameraRung.Low).Data.Length, counts["frame.size low"]);
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
        await Eventually.HoldsAsync(() => _sources.Made == 1, "the source");
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

    private Task FramesAsync(int count) => Eventually.HoldsAsync(() => Frames().Count >= count, $"{count} frames");

    private Task StateAsync(CameraState state) => Eventually.HoldsAsync(() => _camera.Condition.State == state, $"state {state}");
}
