using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Video;

/// <summary>A test picture with a running clock: 640 x 360, 30 pictures a second, 10 s, H.264.</summary>
internal static class VideoFile
{
    /// <summary>Pixels of a picture.</summary>
    public const int Width = 640, Height = 360;

    /// <summary>Makes it.</summary>
    public static async Task MakeAsync(string path)
    {
        await using var ffmpeg = await Child.StartAsync(
            "ffmpeg",
            Path.GetDirectoryName(path)!,
            ["ffmpeg", "-loglevel", "error", "-y", "-f", "lavfi", "-i", $"testsrc=size={Width}x{Height}:rate=30", "-t", "10", "-pix_fmt", "yuv420p", path]);
        Assert.True(await ffmpeg.ExitAsync() == 0, ffmpeg.Tail());
    }
}
