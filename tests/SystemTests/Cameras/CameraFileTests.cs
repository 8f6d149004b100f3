using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using LiveParking.SystemTests.Video;

namespace LiveParking.SystemTests.Cameras;

/// <summary>Cameras from a file: one is kept warm, and no password is printed when the file is invalid.</summary>
public sealed class CameraFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_camera_that_is_kept_warm_is_live_without_a_viewer_also_after_a_kill_and_only_what_is_watched_is_encoded()
    {
        await VideoFile.MakeAsync(_folder["clip.mp4"]);
        await File.WriteAllTextAsync(_folder["cameras.json"], $$"""
            [
              { "id": "warm", "location": "lot", "source": "file:{{_folder["clip.mp4"]}}", "keepWarm": true, "rungs": { "low": { "maxWidth": 160 } } },
              { "id": "cold", "location": "lot", "source": "file:{{_folder["clip.mp4"]}}", "name": "Cold one" }
            ]
            """);
        await using var system = new StandaloneSystem("--no-demo", "--cameras", _folder["cameras.json"], "--public-camera", "*", "--camera", $"other@lot=file:{_folder["clip.mp4"]}");
        await system.StartAsync();
        await LiveAsync(system, "warm");
        await system.Child.KillAsync();
        await system.StartAsync();
        await LiveAsync(system, "warm");

        await Eventually.HoldsAsync(async () => await CountAsync(system, "captured", "warm") > 30, "a second of pictures");
        Assert.Equal("idle", (await system.Operator.ReadAsync("/api/v1/cameras/cold")).GetProperty("state").GetString());
        Assert.Equal((0, 0), (await CountAsync(system, "captured", "cold"), await CountAsync(system, "encoded", "warm")));

        await using var phone = await StockPhone.ConnectAsync(system.Address, "json");
        await phone.WatchAsync("warm", new { quality = "low" });
        Assert.Equal(160, (await phone.FrameAsync(_ => true)).GetProperty("width").GetInt32());
        await Eventually.HoldsAsync(async () => await CountAsync(system, "encoded", "warm", "low") > 30, "a second of encoding");
        Assert.Equal((0, 0), (await CountAsync(system, "encoded", "warm", "medium"), await CountAsync(system, "encoded", "warm", "high")));
        Assert.Equal(0, await CountAsync(system, "captured", "cold"));
        Assert.Equal("Cold one", (await system.Operator.ReadAsync("/api/v1/cameras/cold")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_file_with_faults_is_told_in_one_line_without_its_passwords()
    {
        await File.WriteAllTextAsync(_folder["cameras.json"], """
            [
              { "id": "gate", "source": "rtsp://bob:open-sesame@", "stillness": 300 },
              { "id": "gate", "source": "device:0", "masks": [[[0, 0], [1, 1]]] }
            ]
            """);
        foreach (var (program, role) in ((string, string[])[])[("Standalone", ["--data", _folder["data"]]), ("Silo", ["--role", "site"])])
        {
            await using var started = new LiveProgram(
                $"faulty-{program}", program, _folder.Path, [.. role, "--cameras", _folder["cameras.json"], "--camera", "yard=teleport:7"],
                new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = "127.0.0.1:1" });
            Assert.NotEqual(0, await started.RunAsync());
            var said = Assert.Single(started.Child.Errors, line => line.Trim().Length > 0);
            foreach (var part in (string[])["Camera 'yard'", "not a valid address", "Stillness", "3 to 64 points", "'gate' is given 2 times"])
                Assert.Contains(part, said, StringComparison.Ordinal);
            Assert.DoesNotContain("open-sesame", said, StringComparison.Ordinal);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static Task LiveAsync(StandaloneSystem system, string camera) => Eventually.HoldsAsync(
        async () => (await system.Operator.ReadAsync("/api/v1/cameras")).EnumerateArray().Any(
            status => status.GetProperty("id").GetString() == camera && status.GetProperty("state").GetString() == "live"),
        $"{camera} is live");

    /// <summary>The value of the meter, by the metrics of the process; of one rung or of all.</summary>
    private static async Task<double> CountAsync(StandaloneSystem system, string what, string camera, string? rung = null)
    {
        using var management = new Api(system.Management);
        var metrics = await management.GetAsync("/metrics");
        return metrics.Text.Split('\n')
            .Where(line => line.StartsWith($"liveparking_cameras_{what}_total", StringComparison.Ordinal)
                && line.Contains($"camera=\"{camera}\"", StringComparison.Ordinal)
                && (rung is null || line.Contains($"rung=\"{rung}\"", StringComparison.Ordinal)))
            .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }
}
