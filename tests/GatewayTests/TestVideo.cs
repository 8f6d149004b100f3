using System.Diagnostics;

namespace LiveParking.GatewayTests;

/// <summary>A short video with 30 pictures a second, made by ffmpeg.</summary>
internal static class TestVideo
{
    public static async Task<string> MakeAsync(string folder, string name = "lot", string size = "640x360", int quality = 5)
    {
        var file = Path.Combine(folder, $"{name}.avi");
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            "ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=30:duration=4", "-c:v", "mjpeg", "-q:v", $"{quality}", file])
        {
            RedirectStandardError = true,
        })!;
        var error = await ffmpeg.StandardError.ReadToEndAsync();
        await ffmpeg.WaitForExitAsync();
        Assert.True(ffmpeg.ExitCode == 0, error);
        return file;
    }
}
