using LiveParking.Grains.Interfaces.Cameras;
using Xunit.Abstractions;

namespace LiveParking.Media;

/// <summary>A camera behind an RTSP server says what is wrong with its picture, and takes it back by itself.</summary>
[Collection(RtspTests.Alone)]
public sealed class RtspTruthTests(ITestOutputHelper log)
{
    private static readonly TimeSpan FrozenAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The time that a busy machine may add to the configured times.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Server_still_stopped_and_killed_is_frozen_and_offline_and_back_by_itself()
    {
        await using var server = new RtspServer();
        await server.StartAsync();
        await using var camera = new WatchedCamera(
            server.Address, configure: options => (options.FrozenAfter, options.StallTimeout) = (FrozenAfter, StallTimeout));
        await camera.LiveAsync();

        await server.ShowAsync("smpte100");
        var frozen = await TellAsync(camera, CameraState.Frozen, "still H.264");
        Assert.InRange(frozen, FrozenAfter - TimeSpan.FromSeconds(1), FrozenAfter + Slack);
        Assert.Equal("the picture has not changed for 3 s", camera.Condition.Reason);
        await server.ShowAsync("ball");
        await TellAsync(camera, CameraState.Live, "moving again");

        server.Stop();
        Assert.InRange(await TellAsync(camera, CameraState.Offline, "stopped"), TimeSpan.Zero, StallTimeout + Slack);
        Assert.Equal("no frames for 2 s", camera.Condition.Reason);
        server.Continue();
        await TellAsync(camera, CameraState.Live, "continued");
        await camera.NextFramesAsync(3);

        await server.KillAsync();
        Assert.InRange(await TellAsync(camera, CameraState.Offline, "killed"), TimeSpan.Zero, StallTimeout + Slack);
        await server.StartAsync();
        await TellAsync(camera, CameraState.Live, "started again");
        var frames = camera.Frames;
        Assert.Equal(frames.Select(frame => frame.Sequence).Order(), frames.Select(frame => frame.Sequence));
        Assert.Equal(frames.Select(frame => frame.CapturedAt).Order(), frames.Select(frame => frame.CapturedAt));
    }

    private async Task<TimeSpan> TellAsync(WatchedCamera camera, CameraState state, string what)
    {
        var took = await camera.StateAsync(state);
        log.WriteLine($"{what}: {state} after {took.TotalSeconds:0.0} s: {camera.Condition.Reason}");
        return took;
    }
}
