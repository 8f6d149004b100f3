using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Hubs;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cameras;

/// <summary>
/// Viewers join and leave at random, and nothing is left of them. In the suite a short form runs; <c>tests/churn</c> runs the long one with a
/// thousand viewers for 5 minutes, and looks at the memory too.
/// </summary>
[Collection(OneSiteSuite.Name)]
public sealed class ChurnTests(OneSite site, ITestOutputHelper log)
{
    private static readonly string[] Watched = ["clip", "mjpeg"];
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Viewers_that_come_and_go_leave_nothing_behind()
    {
        var seconds = Setting("LIVEPARKING_CHURN_SECONDS", 10);
        var viewers = Setting("LIVEPARKING_CHURN_VIEWERS", 80);
        var isLong = seconds >= 60;
        using var churn = new ChurnViewers(site.System.Address, Watched);
        if (isLong)
        {
            // The start is that of a system that has served before: code is compiled, pools are filled.
            await churn.RunAsync(viewers / 5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
            await QuietAsync();
        }

        var before = await TellAsync("before");
        await churn.RunAsync(viewers, Stay, TimeSpan.FromSeconds(seconds));
        await TellAsync("at its end");
        await QuietAsync();
        await TellAsync("after");
        log.WriteLine($"{churn.Joined} joined, {churn.Refused} were refused, {churn.Pictures} pictures were taken over hubs and as snapshots.");
        Assert.Equal(0, churn.Refused);
        Assert.Equal(1, site.Mjpeg.MostReaders);
        Assert.Equal(0, site.Mjpeg.Readers);
        // What a crowd needed is given back some seconds after the last one has left.
        if (isLong)
            await Eventually.HoldsAsync(async () => await TellAsync("later") <= before * 1.1, "the memory is within 10 % of its start", TimeSpan.FromSeconds(30));
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
                    var metrics = await Metrics.ReadAsync(site.System.Operator);
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
        var metrics = await Metrics.ReadAsync(site.System.Operator);
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
