using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Hubs;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cameras;

/// <summary>Viewers join and leave at random, and nothing is left of them.</summary>
internal sealed class ChurnRun(OneSite site, ITestOutputHelper log)
{
    private static readonly string[] Watched = ["clip", "mjpeg"];
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(3);

    /// <summary>Runs it.</summary>
    /// <param name="viewers">Number of viewers that come and go; about half of them watch at any moment.</param>
    /// <param name="time">For how long.</param>
    /// <param name="isMemoryJudged">Whether the memory has to be that of the start again.</param>
    public async Task RunAsync(int viewers, TimeSpan time, bool isMemoryJudged)
    {
        using var churn = new ChurnViewers(site.System.Address, Watched);
        if (isMemoryJudged)
        {
            // The start is that of a system that has served before: code is compiled, pools are filled.
            await churn.RunAsync(viewers / 5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
            await QuietAsync();
        }

        var before = await TellAsync("before");
        await churn.RunAsync(viewers, Stay, time);
        await TellAsync("at its end");
        await QuietAsync();
        await TellAsync("after");
        log.WriteLine($"{churn.Joined} joined, {churn.Refused} were refused, {churn.Pictures} pictures were taken over hubs and as snapshots.");
        Assert.Equal(0, churn.Refused);
        Assert.Equal(1, site.Mjpeg.MaxReaders);
        Assert.Equal(0, site.Mjpeg.Readers);
        // Memory of a large crowd is released some seconds after the last viewer has left.
        if (isMemoryJudged)
            await Eventually.HoldsAsync(async () => await TellAsync("later") <= before * 1.1, "the memory is within 10 % of its start", TimeSpan.FromSeconds(30));
    }

    /// <summary>Waits until nothing is left of any viewer.</summary>
    private async Task QuietAsync()
    {
        var last = "";
        try
        {
            await Eventually.HoldsAsync(
                async () =>
                {
                    var metrics = await Metrics.ReadAsync(site.System.Management);
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
            async () => (await site.System.Operator.ReadAsync("/api/v1/cameras")).EnumerateArray().Select(CameraView.From)
                .All(camera => camera.State == "idle" || !Watched.Contains(camera.Id)),
            "the cameras are idle");
    }

    /// <returns>The resident memory, in MB.</returns>
    private async Task<double> TellAsync(string when)
    {
        var metrics = await Metrics.ReadAsync(site.System.Management);
        const double Mb = 1024 * 1024;
        var resident = metrics.Sum("process_working_set_bytes") / Mb;
        var managed = metrics.Sum("dotnet_total_memory_bytes") / Mb;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{when}: {resident:0} MB resident, {managed:0} MB managed, {metrics.Sum("process_open_handles"):0} handles, "
            + $"{metrics.Sum("process_num_threads"):0} threads, {metrics.Sum("liveparking_gateway_watches"):0} watches"));
        return resident;
    }
}
