using LiveParking.Grains.Interfaces.Cameras;
using Xunit.Abstractions;

namespace LiveParking.Media;

/// <summary>
/// A camera says what is wrong with its picture, and takes it back by itself. How soon is written to the log of the tests; that it is
/// not too soon, and not later than a busy machine explains, decides.
/// </summary>
public sealed class TruthTests(VideoFiles files, ITestOutputHelper log) : IClassFixture<VideoFiles>
{
    private static readonly TimeSpan FrozenAfter = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BrokenAfter = TimeSpan.FromSeconds(2);

    private const string BrokenReason = "no picture could be decoded for 2 s";

    /// <summary>The time that a busy machine may add to that.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("video")]
    [InlineData("requality")]
    public async Task MJPEG_one_picture_over_and_over_is_frozen_until_it_moves(string path)
    {
        await using var server = new MjpegServer { IsStill = true };
        await server.StartAsync();
        await using var camera = Watch(server.Address(path));
        await camera.LiveAsync();
        await TellAsync(camera, CameraState.Frozen, path);
        Assert.InRange(TimeToFreeze(camera), FrozenAfter - TimeSpan.FromSeconds(0.5), FrozenAfter + Slack);

        // A picture still comes every 2 s, with the time of its capture.
        var frames = await camera.NextFramesAsync(2);
        Assert.InRange(frames[1].CapturedAt - frames[0].CapturedAt, 1900, 20_000);
        server.IsStill = false;
        await TellAsync(camera, CameraState.Live, "moving again");
    }

    [Fact]
    public async Task Files_of_a_night_with_and_without_noise_are_live_and_frozen()
    {
        var night = new Dictionary<(bool Noisy, bool Mjpeg), WatchedCamera>();
        try
        {
            foreach (var noisy in (bool[])[true, false])
            {
                foreach (var mjpeg in (bool[])[true, false])
                    night.Add((noisy, mjpeg), Watch("file:" + await files.NightAsync(noisy, mjpeg)));
            }

            foreach (var (kind, camera) in night.Where(camera => !camera.Key.Noisy))
            {
                await TellAsync(camera, CameraState.Frozen, $"{kind}");
                Assert.InRange(TimeToFreeze(camera), TimeSpan.Zero, FrozenAfter + Slack);
            }

            foreach (var (kind, camera) in night.Where(camera => camera.Key.Noisy))
            {
                var began = camera.States.First(condition => condition.State == CameraState.Live).Since;
                await Eventually.HoldsAsync(
                    () => TimeProvider.System.GetUtcNow() - began > FrozenAfter + FrozenAfter,
                    () => "twice the time in which it would have been frozen");
                Assert.DoesNotContain(camera.States, condition => condition.State == CameraState.Frozen);
                Assert.Equal(CameraState.Live, camera.Condition.State);
            }
        }
        finally
        {
            foreach (var camera in night.Values)
                await camera.DisposeAsync();
        }
    }

    [Fact]
    public async Task MJPEG_pictures_that_cant_be_decoded_are_offline_until_they_can()
    {
        await using var server = new MjpegServer { IsBroken = _ => true };
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address("video"), configure: options => options.StallTimeout = BrokenAfter);
        await BrokenAsync(camera);
        server.IsBroken = _ => false;
        await TellAsync(camera, CameraState.Live, "whole again");
        server.IsBroken = _ => true;
        await BrokenAsync(camera);
    }

    [Fact]
    public async Task MJPEG_pictures_that_cant_be_decoded_are_asked_for_on_a_new_connection()
    {
        await using var server = new MjpegServer { IsBroken = _ => true };
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address("video"), configure: options => options.StallTimeout = BrokenAfter);
        await BrokenAsync(camera);
        var (before, live) = (server.Connections, camera.States.Count(status => status.State == CameraState.Live));
        server.IsBroken = _ => server.Connections == before;
        await TellAsync(camera, CameraState.Live, "connected to anew");
        Assert.True(server.Connections > before, "it has been connected to again");
        Assert.Equal(live + 1, camera.States.Count(status => status.State == CameraState.Live));
    }

    [Fact]
    public async Task MJPEG_broken_pictures_now_and_then_change_nothing()
    {
        // Only some of them: a machine that is busy decodes few, and those must not all be broken by chance.
        await using var server = new MjpegServer { IsBroken = n => n % 10 == 1 };
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address("video"), configure: options => options.StallTimeout = BrokenAfter);
        await camera.LiveAsync();
        var began = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(
            () => TimeProvider.System.GetElapsedTime(began) > BrokenAfter + BrokenAfter, () => "twice the time in which it would have been offline");
        Assert.DoesNotContain(camera.States, condition => condition.Reason == BrokenReason);
    }

    /// <summary>From its first frame until it was frozen.</summary>
    private static TimeSpan TimeToFreeze(WatchedCamera camera) =>
        camera.States.First(status => status.State == CameraState.Frozen).Since - camera.States.First(status => status.State == CameraState.Live).Since;

    private static WatchedCamera Watch(string source) => new(source, configure: options => options.FrozenAfter = FrozenAfter);

    /// <summary>A busy machine may make it offline for another reason before.</summary>
    private static Task BrokenAsync(WatchedCamera camera) =>
        Eventually.HoldsAsync(() => camera.Condition is { State: CameraState.Offline, Reason: BrokenReason }, () => $"broken; the camera is {camera.Condition}");

    private async Task<TimeSpan> TellAsync(WatchedCamera camera, CameraState state, string what)
    {
        var took = await camera.StateAsync(state);
        log.WriteLine($"{what}: {state} after {took.TotalSeconds:0.0} s: {camera.Condition.Reason}");
        return took;
    }
}
