using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class KeepWarmAndFrozenTests
{
    private const string Id = "warm";

    private readonly TimerClock _clock = new();
    private readonly ScriptedSources _sources = new();
    private readonly List<CameraState> _states = [];

    [Fact]
    public async Task Keep_warm_nobody_watches_captures_and_encodes_nothing()
    {
        using var counts = new CameraCounts(Id);
        await using var camera = Make(options => options.KeepWarm = true);
        camera.SetDemand(RungSet.None);
        await Eventually.HoldsAsync(() => _sources.Made == 1, "the source");
        _sources.Last.Give();
        await Eventually.HoldsAsync(() => camera.Condition.State == CameraState.Live, "live without a viewer");
        _sources.Last.Give();
        await Eventually.HoldsAsync(() => counts["captured"] == 2, "two pictures");
        camera.SetDemand(RungSet.Low);
        _sources.Last.Give();
        // The picture before may still be in work when the demand comes, and is then encoded too.
        await Eventually.HoldsAsync(() => counts["encoded low"] >= 1, "a frame");
        camera.SetDemand(RungSet.None);
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal((1, 0), (_sources.Made, counts["encoded high"]));
        Assert.InRange(counts["encoded low"], 1, 2);

        // Lost and found without a viewer.
        _sources.Last.Fail("gone");
        await Eventually.HoldsAsync(() => camera.Condition.State == CameraState.Offline, "offline without a viewer");
        await _clock.AdvanceWaitOfAsync(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => _sources.Made == 2, "a second source");
        _sources.Last.Give();
        await Eventually.HoldsAsync(() => camera.Condition.State == CameraState.Live, "live again");
        await camera.StopAsync();
        Assert.Equal(0, _sources.Open);
    }

    [Fact]
    public async Task Frozen_picture_that_stands_still_is_told_and_undone_at_once()
    {
        _sources.Moves = false;
        await using var camera = Make(options => options.FrozenAfter = TimeSpan.FromSeconds(5));
        camera.SetDemand(RungSet.Low);
        await Eventually.HoldsAsync(() => _sources.Made == 1, "the source");
        await GiveUntilAsync(camera, CameraState.Live);
        await GiveUntilAsync(camera, CameraState.Frozen);
        Assert.Equal("the picture has not changed for 5 s", camera.Condition.Reason);
        _sources.Moves = true;
        await GiveUntilAsync(camera, CameraState.Live);
        lock (_states)
            Assert.Equal([CameraState.Starting, CameraState.Live, CameraState.Frozen, CameraState.Live], _states);

        async Task GiveUntilAsync(CameraSupervisor camera, CameraState state)
        {
            for (var count = 0; count < 1000 && camera.Condition.State != state; count++)
            {
                _sources.Last.Give();
                await Eventually.HoldsAsync(() => _sources.Last.Pending == 0, "the read");
                _clock.Advance(TimeSpan.FromMilliseconds(200));
            }

            await Eventually.HoldsAsync(() => camera.Condition.State == state, $"{state}");
        }
    }

    private CameraSupervisor Make(Action<CameraOptions> configure)
    {
        var options = new CameraOptions { Id = Id, Source = "device:0", StallTimeout = TimeSpan.FromMinutes(1) };
        configure(options);
        return new CameraSupervisor(options, _sources, new CaptureSlots(), _clock, NullLogger.Instance, _ => { }, Keep);
    }

    private void Keep(CameraCondition condition)
    {
        lock (_states)
            _states.Add(condition.State);
    }
}
