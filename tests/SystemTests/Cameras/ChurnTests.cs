using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using LiveParking.SystemTests.Video;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cameras;

/// <summary>
/// Viewers join and leave at random, and nothing is left of them. In the suite a short form runs; <c>tests/churn</c> runs the long one:
/// <c>LIVEPARKING_CHURN_SECONDS=300 LIVEPARKING_CHURN_VIEWERS=1000</c>.
/// </summary>
public sealed class ChurnTests(ITestOutputHelper log) : IAsyncLifetime, IDisposable
{
    private static readonly string[] Watched = ["clip", "mjpeg"];
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(3);

    private readonly TempFolder _folder = new();
    private readonly MjpegServer _mjpeg = new();
    private StandaloneSystem? _system;

    private StandaloneSystem System => _system ?? throw new InvalidOperationException("The system was not started.");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _mjpeg.Start();
        await VideoFile.MakeAsync(_folder["clip.mp4"]);
        _system = new StandaloneSystem(
            "--no-demo", "--camera", $"clip@churn=file:{_folder["clip.mp4"]}", "--camera", $"mjpeg@churn={_mjpeg.Address}");
        await _system.StartAsync();
        await Eventually.HoldsAsync(
            async () => (await System.Operator.ReadAsync("/api/v1/cameras")).GetArrayLength() == Watched.Length, "all cameras are known");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        await _mjpeg.DisposeAsync();
    }

    /// <summary>Takes its files away, after all that uses them ended.</summary>
    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Viewers_that_come_and_go_leave_nothing_behind()
    {
        var seconds = Setting("LIVEPARKING_CHURN_SECONDS", 15);
        var viewers = Setting("LIVEPARKING_CHURN_VIEWERS", 100);
        using var churn = new ChurnViewers(System.Address, Watched);
        await churn.RunAsync(viewers / 10, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        await QuietAsync();
        await TellAsync("before");
        await churn.RunAsync(viewers, Stay, TimeSpan.FromSeconds(seconds));
        await TellAsync("at its end");
        await QuietAsync();
        await TellAsync("after");
        log.WriteLine($"{churn.Joined} joined, {churn.Refused} were refused, {churn.Pictures} pictures were taken.");
        Assert.Equal(1, _mjpeg.MostReaders);
        Assert.Equal(0, _mjpeg.Readers);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>Waits until nothing is left of any viewer.</summary>
    private async Task QuietAsync()
    {
        var last = "";
        try
        {
            await Eventually.HoldsAsync(
                async () =>
                {
                    var metrics = await Metrics.ReadAsync(System.Operator);
                    last = metrics.Lines("liveparking_");
                    return metrics.Sum("liveparking_gateway_watches") == 0
                        && metrics.Sum("liveparking_gateway_connections") == 0
                        && metrics.Sum("liveparking_gateway_frame_feeds") == 0
                        && metrics.Sum("liveparking_gateway_location_feeds") == 0;
                },
                "no connection, watch or feed is left");
        }
        catch (Exception)
        {
            log.WriteLine(last);
            throw;
        }

        await Eventually.HoldsAsync(
            async () => (await System.Operator.ReadAsync("/api/v1/cameras")).EnumerateArray().All(camera => CameraView.From(camera).State == "idle"),
            "all cameras are idle");
    }

    private async Task<(double Resident, double Managed)> TellAsync(string when)
    {
        var metrics = await Metrics.ReadAsync(System.Operator);
        const double Mb = 1024 * 1024;
        var resident = metrics.Sum("process_working_set_bytes") / Mb;
        var managed = metrics.Sum("dotnet_total_memory_bytes") / Mb;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{when}: {resident:0} MB resident, {managed:0} MB managed, {metrics.Sum("process_open_handles"):0} handles, "
            + $"{metrics.Sum("process_num_threads"):0} threads, {metrics.Sum("liveparking_gateway_watches"):0} watches"));
        return (resident, managed);
    }
}
