using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Media;

/// <summary>
/// A camera cannot send the silo to other servers, cannot exhaust its memory or cores, and sends viewers nothing but its picture.
/// </summary>
[Collection(RtspTests.Alone)]
public sealed class HostileCameraTests(VideoFiles files) : IClassFixture<VideoFiles>
{
    private const string Password = "s3cret-pa55";

    [Fact]
    [Trait("Hole", "10")]
    public async Task MJPEG_redirect_is_not_followed()
    {
        using var elsewhere = new Elsewhere();
        await using var server = new MjpegServer { Elsewhere = $"http://{elsewhere.EndPoint}/video" };
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address("moved-to-another", $"bob:{Password}@"));
        RequireRedirect(await camera.OfflineAsync(), "(302)");
        Assert.False(elsewhere.WasAsked);
    }

    [Theory]
    [InlineData("OPTIONS", "RTSP/1.0 302 Moved Temporarily\r\nLocation: {0}", "(302)")]
    [InlineData("DESCRIBE", "RTSP/1.0 301 Moved Permanently\r\nLocation: {0}", "(301)")]
    [InlineData("DESCRIBE", "\r\n\0\r\nRTSP/1.0  305 Use Proxy\nlocation:{0}", "(305)")]
    [InlineData("SETUP", "RTSP/1.0 302 Moved Temporarily\r\nLocation: {0}", "(302)")]
    [InlineData("DESCRIBE", "REDIRECT rtsp://camera/ RTSP/1.0\r\nLocation: {0}", "redirect")]
    [Trait("Hole", "10")]
    public async Task RTSP_redirect_is_not_followed(string at, string redirect, string expected)
    {
        using var elsewhere = new Elsewhere();
        await using var server = new ScriptedRtspServer
        {
            RedirectAt = at,
            Redirect = string.Format(null, CompositeFormat.Parse(redirect), $"rtsp://{elsewhere.EndPoint}/cam"),
        };
        await using var camera = new WatchedCamera(server.Address($"bob:{Password}@"));
        RequireRedirect(await camera.OfflineAsync(), expected);
        Assert.False(elsewhere.WasAsked);
        Assert.Contains(server.Requests, request => request.Contains("/cam?channel=1", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Hole", "10")]
    public async Task Ffmpeg_is_limited_but_not_in_its_total_CPU_time()
    {
        await using var server = new RtspServer();
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address, configure: options => options.Decoder.MemoryMegabytes = 300);
        await camera.NextFramesAsync(5);
        var child = Assert.Single(FfmpegProcesses.Of(Environment.ProcessId));
        var limits = await File.ReadAllLinesAsync($"/proc/{child}/limits");
        foreach (var (name, limit) in new[]
        {
            ("Max data size", "314572800"), ("Max core file size", "0"), ("Max file size", "0"), ("Max open files", "64"), ("Max cpu time", "unlimited"),
        })
        {
            var values = Assert.Single(limits, line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal((name, limit, limit), (name, values[0], values[1]));
        }

        Assert.Equal("1", FfmpegProcesses.Status(child, "NoNewPrivs"));
        await camera.NextFramesAsync(90);
        Assert.Equal([child], FfmpegProcesses.Of(Environment.ProcessId));
        Assert.DoesNotContain(camera.States, condition => condition.State == CameraState.Offline);
    }

    [Fact]
    [Trait("Hole", "10")]
    public async Task A_picture_of_16000_x_16000_is_refused_before_it_is_decoded()
    {
        await using var server = new ScriptedRtspServer
        {
            Units = [.. Bomb().Select(Convert.FromBase64String)],
            Pause = TimeSpan.FromMilliseconds(20),
        };
        await using var camera = new WatchedCamera(server.Address());
        long most = 0;
        await Eventually.HoldsAsync(
            () =>
            {
                foreach (var child in FfmpegProcesses.Of(Environment.ProcessId))
                    most = Math.Max(most, Kilobytes(FfmpegProcesses.Status(child, "VmHWM")));
                return camera.Condition.State == CameraState.Offline;
            },
            () => $"offline; the camera is {camera.Condition}");
        Assert.Equal("its pictures are too large", camera.Condition.Reason);

        // One of its pictures has 375 MB.
        Assert.InRange(most, 1, 300_000);
    }

    [Fact]
    [Trait("Hole", "10")]
    public async Task A_flood_is_held_to_its_share_while_other_cameras_go_on()
    {
        var film = Path.Combine(Path.GetDirectoryName(files.H264)!, "flood.h264");
        await VideoFiles.RunAsync(
            ["-y", "-i", files.H264, "-c:v", "libx264", "-preset", "ultrafast", "-x264-params", "slice-max-size=60000", "-bsf:v", "filter_units=remove_types=6|9", film]);
        await using var hostile = new ScriptedRtspServer { Units = ScriptedRtspServer.UnitsOf(await File.ReadAllBytesAsync(film)) };
        await using var good = new RtspServer();
        await good.StartAsync();
        await using var healthy = new WatchedCamera(good.Address);
        await healthy.LiveAsync();
        var others = FfmpegProcesses.Of(Environment.ProcessId);
        await using var camera = new WatchedCamera(hostile.Address(), configure: options => options.Decoder.CpuShare = 0.05);
        await camera.LiveAsync();
        // Its ffmpeg is the one that is stopped for a while; cameras of other tests may have started one, too.
        var child = 0;
        await Eventually.HoldsAsync(
            () => (child = FfmpegProcesses.Of(Environment.ProcessId).Except(others).FirstOrDefault(id => FfmpegProcesses.Status(id, "State") is ['T', ..])) != 0,
            () => "that it is held back");

        // The other one gets its pictures all the while, until the flood is ended.
        await healthy.NextFramesAsync(60);
        Assert.Equal("its pictures need more than 0.05 of a core to decode", await camera.OfflineAsync());
        await Eventually.HoldsAsync(() => !FfmpegProcesses.IsRunning(child), () => "the end of its ffmpeg");
        await healthy.NextFramesAsync(10);
        Assert.DoesNotContain(healthy.States, condition => condition.State == CameraState.Offline);
    }

    [Fact]
    [Trait("Hole", "10")]
    public async Task What_an_MJPEG_camera_writes_into_its_pictures_is_not_passed_on()
    {
        await using var server = new MjpegServer();
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address("photo"), RungSet.High | RungSet.Low);
        var frames = await camera.NextFramesAsync(6);
        Assert.Contains(frames, frame => frame.Rung == CameraRung.High);
        foreach (var frame in frames)
        {
            Assert.True(WatchedCamera.Decode(frame) > 70);
            var text = Encoding.Latin1.GetString(frame.Data);
            Assert.All(ExifJpeg.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    private static void RequireRedirect(string reason, string expected)
    {
        Assert.Contains("redirect", reason, StringComparison.Ordinal);
        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", reason, StringComparison.Ordinal);
    }

    private static long Kilobytes(string? text) =>
        text is null ? 0 : long.Parse(text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Parameter sets that x264 made for 16000 x 16000 pixels, and the beginning of a picture.</summary>
    private static string[] Bomb() =>
    [
        "Z0LAPtoAPoAH0bARAAADAAEAAAMAAo8IBCo=", "aM4PyA==",
        "ZYiEOiYoDJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJyc",
    ];

    /// <summary>A server of the site's network that no camera should be able to have asked.</summary>
    private sealed class Elsewhere : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Elsewhere() => _listener.Start();

        public EndPoint EndPoint => _listener.LocalEndpoint;

        /// <summary>Whether somebody connected: the kernel keeps it until it is accepted.</summary>
        public bool WasAsked => _listener.Pending();

        public void Dispose() => _listener.Dispose();
    }
}
