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

    private static async Task EncodeAsync(params string[] output)
    {
        string[] input = ["-loglevel", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30", "-t", "1"];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", [.. input, .. output]))!;
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}
