using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Media;

public sealed class FileAndDeviceTests(VideoFiles files) : IClassFixture<VideoFiles>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_played_past_its_end_keeps_its_own_rate(bool mjpeg)
    {
        await using var camera = new WatchedCamera("file:" + (mjpeg ? files.Mjpeg : files.H264));
        await camera.NextFramesAsync(1);
        var frames = await camera.NextFramesAsync(90);
        Assert.All(frames.Take(35), frame => Assert.InRange(WatchedCamera.Decode(frame), 1, 254));
        Assert.All(frames, frame => Assert.Equal((1280, 720), (frame.Width, frame.Height)));

        // Never faster than it should be, but for the quarter of a second that may be caught up.
        var seconds = (frames[^1].CapturedAt - frames[0].CapturedAt) / 1000.0;
        Assert.InRange(frames[^1].Sequence - frames[0].Sequence, 89, (30 * seconds) + 9);

        // As fast as it should be, as soon as the machine has the time. Sequence numbers count captures, also those that were dropped.
        await Eventually.HoldsAsync(
            () => camera.Frames is var all && all[^1] is var last && all.LastOrDefault(f => f.CapturedAt <= last.CapturedAt - 1900) is { } first
                && (last.Sequence - first.Sequence) * 1000.0 / (last.CapturedAt - first.CapturedAt) is > 28.5 and < 34,
            () => "30 pictures a second over two seconds");
        Assert.DoesNotContain(camera.States, condition => condition.State == CameraState.Offline);
    }

    [Fact]
    public async Task File_missing_or_unreadable_says_so()
    {
        var folder = Path.GetDirectoryName(files.H264);
        foreach (var (source, reason) in new[]
        {
            ("file:/no/such/file.mp4", "there is no such file"), ($"file:{folder}", "it is a folder"), ($"file:{files.Garbage}", "not a video"),
        })
        {
            await using var camera = new WatchedCamera(source);
            Assert.Contains(reason, await camera.OfflineAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Device_that_is_not_there_says_so()
    {
        // The highest number, so that the test does not depend on what is plugged in.
        await using var camera = new WatchedCamera("device:255");
        Assert.Equal("there is no capture device 255", await camera.OfflineAsync());
    }

    [Fact]
    public async Task Demo_with_an_occupancy_shows_a_picture_that_changes()
    {
        await using var camera = new WatchedCamera(
            "demo:upper-basement", RungSet.High | RungSet.Low, configure: options => options.FrozenAfter = TimeSpan.FromSeconds(2));
        camera.Spots = Spots.Of(150, 45);
        var frames = await camera.NextFramesAsync(4);
        Assert.Contains(frames, frame => frame is { Rung: CameraRung.High, Width: 1280, Height: 720 });
        Assert.Contains(frames, frame => frame is { Rung: CameraRung.Low, Width: 320, Height: 180 });
        Assert.All(frames, frame => Assert.InRange(WatchedCamera.Decode(frame), 40, 200));
        var before = frames.Last(frame => frame.Rung == CameraRung.High);

        // Twice the time in which it would be frozen: also when no car moves, the clock in its caption does.
        await Eventually.HoldsAsync(() => camera.Frames[^1].CapturedAt - before.CapturedAt > 4000, () => "four more seconds");
        Assert.DoesNotContain(camera.States, condition => condition.State == CameraState.Frozen);
        camera.Spots = Spots.Of(150, 150);
        await Eventually.HoldsAsync(
            () => Math.Abs(WatchedCamera.Decode(camera.Frames.Last(frame => frame.Rung == CameraRung.High)) - WatchedCamera.Decode(before)) > 1,
            () => "a picture with more cars");
    }
}
