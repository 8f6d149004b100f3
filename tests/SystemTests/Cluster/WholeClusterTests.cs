using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cluster;

/// <summary>A cluster in which nothing fails.</summary>
[Collection(ClusterSuite.Name)]
public sealed class WholeClusterTests(RunningCluster cluster, ITestOutputHelper log)
{
    [Fact]
    public void Gateways_that_start_before_any_silo_say_why_they_are_not_ready() =>
        Assert.All(cluster.FirstReadiness, answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            var reason = Assert.Single(answer.Json.GetProperty("reasons").EnumerateArray()).GetString();
            Assert.Contains("waiting for the cluster", reason, StringComparison.OrdinalIgnoreCase);
        });

    [Fact]
    public async Task Readings_through_one_gateway_reach_phones_on_the_other()
    {
        await cluster.ReadyAsync();
        var (here, there) = (cluster.Gateways[0], cluster.Gateways[1]);
        await here.Api.MakeLevelAsync("across", "p1");
        await using var phone = await Phone.FollowAsync(there.Address, "across", "p1");
        var sensor = new Sensor([here.Api], "across", "p1", "gate");
        for (var cars = 0; cars < 20; cars++)
            await sensor.EnterAsync();
        await Eventually.HoldsAsync(() => phone.Newest.Occupied == 20, "the phone on the other gateway sees all cars");
        var delay = phone.MaxDelay(sensor.Acknowledged);
        log.WriteLine($"A phone on the other gateway saw a reading {delay.TotalMilliseconds:0.0} ms after its acknowledgement at the latest.");
    }

    [Fact]
    public async Task Locations_and_levels_run_on_central_silos_only_and_cameras_on_their_own()
    {
        await cluster.ReadyAsync();
        var gateway = cluster.Gateways[0];
        for (var count = 0; count < 12; count++)
            await gateway.Api.MakeLevelAsync($"placed-{count}", "p1");
        await using var viewer = await CameraViewers.WatchAsync(cluster, "mjpeg", "clip", "rendered");
        await using var grains = await ClusterGrains.ConnectAsync(cluster.Redis.ConnectionString);

        foreach (var type in new[] { "location", "level", "catalog" })
        {
            var ports = await grains.PortsAsync(type);
            Assert.NotEmpty(ports!);
            Assert.All(ports!, grain => Assert.Contains(Assert.Single(grain), cluster.Centrals.Keys));
        }

        var cameras = await grains.PortsAsync("camera");
        Assert.Equal(["clip", "mjpeg", "rendered"], cameras!.Select(camera => camera.Key).Order());
        Assert.All(cameras!, camera => Assert.Equal(cluster.SitePort, Assert.Single(camera)));
    }

    [Fact]
    public async Task A_second_silo_with_the_same_camera_does_not_capture_it()
    {
        await cluster.ReadyAsync();
        await using var viewers = await CameraViewers.WatchAsync(cluster, "mjpeg");
        var port = FreePort.Next();
        await using var second = cluster.Silo("second-site", "site", port, "--camera", $"mjpeg@{RunningCluster.Site}={cluster.Mjpeg.LotAddress}", "--public-camera", "*");
        await second.StartAsync();
        var said = await second.Child.OutputLineAsync(line => line.Contains("can't be announced", StringComparison.Ordinal), "that the camera is taken");
        log.WriteLine(said);
        await viewers.MoreFramesAsync();
        Assert.Equal(1, cluster.Mjpeg.MaxReaders);
        await using var grains = await ClusterGrains.ConnectAsync(cluster.Redis.ConnectionString);
        Assert.DoesNotContain(port, (await grains.PortsAsync("camera"))!.SelectMany(camera => camera));
        second.Child.Interrupt();
        Assert.Equal(0, await second.Child.ExitAsync());
    }
}
