using System.Diagnostics;

namespace LiveParking.Media;

/// <summary>Video files made by ffmpeg, once for all tests.</summary>
public sealed class VideoFiles : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("live-parking-media-").FullName;

    /// <summary>H.264, 1280 x 720, 30 pictures a second, 1 s.</summary>
    public string H264 => Path.Combine(_folder, "h264.mp4");

    /// <summary>MJPEG, 1280 x 720, 30 pictures a second, 1 s.</summary>
    public string Mjpeg => Path.Combine(_folder, "mjpeg.avi");

    /// <summary>A file that is no video.</summary>
    public string Garbage => Path.Combine(_folder, "garbage.mp4");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Garbage, "This is not a video.");
        await EncodeAsync("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", H264);
        await EncodeAsync("-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p", Mjpeg);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A dark garage as H.264 or MJPEG, 640 x 360, 30 pictures a second, 2 s.</summary>
    /// <param name="noisy">With the noise of a sensor at night.</param>
    /// <param name="mjpeg">As MJPEG.</param>
    public async Task<string> NightAsync(bool noisy, bool mjpeg)
    {
        var path = Path.Combine(_folder, $"night-{noisy}-{mjpeg}.{(mjpeg ? "avi" : "mp4")}");
        var noise = noisy ? ",noise=alls=4:allf=t" : "";
        await RunAsync(
        [
            "-f", "lavfi", "-i", $"color=0x181818:size=640x360:rate=30,drawgrid=w=80:h=60:color=0x303030{noise}", "-t", "2",
            .. mjpeg
                ? (string[])["-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p"]
                : ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p"],
            path,
        ]);
        return path;
    }

    private static Task EncodeAsync(params string[] output) =>
        RunAsync(["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30", "-t", "1", .. output]);

    /// <summary>Runs ffmpeg.</summary>
    internal static async Task RunAsync(string[] arguments)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-loglevel", "error", "-nostdin", .. arguments]))!;
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}
