using System.Diagnostics;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cluster;

/// <summary>
/// <c>kill -9</c> of any one process under traffic: no acknowledged reading is lost or doubled, the phones on living gateways converge, cameras are
/// captured once, and after a restart all is as before without a hand.
/// </summary>
[Collection(ClusterSuite.Name)]
public sealed class LostProcessTests(RunningCluster cluster, ITestOutputHelper log)
{
    [Fact]
    public async Task A_central_silo_that_holds_the_level()
    {
        await using var traffic = await Traffic.BeginAsync(cluster, log);
        await using var viewers = await CameraViewers.WatchAsync(cluster, "mjpeg");
        await using var desk = await AlarmDesk.OpenAsync(cluster.Gateways[0].Address, cluster.Token, RunningCluster.Site);
        var holder = cluster.Centrals[await HolderAsync($"{traffic.Location}/p1")];
        await traffic.KillAsync(holder.Child.KillAsync);
        await traffic.FlowAsync(50);
        await holder.StartAsync();
        await traffic.FlowAsync(50);
        // Nothing at a site is wrong because a silo of the centre is gone. Sites of other tests may have gone silent.
        Assert.DoesNotContain(desk.Changes, change => change.StartsWith($"{traffic.Location} ", StringComparison.Ordinal) || change.StartsWith($"{RunningCluster.Site} ", StringComparison.Ordinal));
        await traffic.RequireAllAsync(traffic.Phones);
        await viewers.MoreFramesAsync();
        await RequireOneCaptureAsync();
    }

    [Fact]
    public async Task The_silo_with_the_cameras()
    {
        await using var traffic = await Traffic.BeginAsync(cluster, log);
        await using var viewers = await CameraViewers.WatchAsync(cluster, "mjpeg", "clip", "rendered");
        var desks = await Task.WhenAll(cluster.Gateways.Select(gateway => AlarmDesk.OpenAsync(gateway.Address, cluster.Token, RunningCluster.Site)));
        var marks = viewers.Marks();
        await traffic.KillAsync(cluster.SiteSilo.Child.KillAsync);
        var killed = Stopwatch.GetTimestamp();
        foreach (var desk in desks)
        {
            await Eventually.HoldsAsync(() => desk.Changes.Contains($"{RunningCluster.Site} siteUnreachable active"), "the site is an alarm on every screen");
            log.WriteLine($"The site is an alarm {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after its silo was killed.");
        }

        foreach (var camera in new[] { "mjpeg", "clip", "rendered" })
        {
            foreach (var told in await viewers.StateAsync(camera, "offline", marks))
            {
                log.WriteLine($"{camera} is offline {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after its silo: {told.Reason}");
                Assert.NotEmpty(told.Reason);
                Assert.DoesNotContain("127.0.0.1", told.Reason, StringComparison.Ordinal);
            }
        }

        Assert.Equal(0, cluster.Mjpeg.Readers);
        Assert.All(desks, desk => Assert.DoesNotContain(desk.Changes, change => change.Contains("camera-site camera", StringComparison.Ordinal)));
        await traffic.FlowAsync(20);
        marks = viewers.Marks();
        var restarted = Stopwatch.GetTimestamp();
        await cluster.SiteSilo.StartAsync();
        foreach (var camera in new[] { "mjpeg", "clip", "rendered" })
            await viewers.StateAsync(camera, "live", marks);
        log.WriteLine($"All cameras are live {Stopwatch.GetElapsedTime(restarted).TotalSeconds:0.0} s after the start of their silo.");
        await viewers.MoreFramesAsync();
        foreach (var desk in desks)
        {
            await Eventually.HoldsAsync(() => desk.Changes.Contains($"{RunningCluster.Site} siteUnreachable cleared"), "the alarm is cleared by itself");
            await desk.DisposeAsync();
        }

        viewers.RequireOpen();
        await traffic.RequireAllAsync(traffic.Phones);
        await RequireOneCaptureAsync();
    }

    [Fact]
    public async Task A_gateway()
    {
        await using var traffic = await Traffic.BeginAsync(cluster, log);
        await using var viewers = await CameraViewers.WatchAsync(cluster, "mjpeg");
        var lost = cluster.Gateways[0];
        await traffic.KillAsync(lost.Program.Child.KillAsync);
        await traffic.FlowAsync(50);
        await viewers.MoreFramesAsync(without: 0);
        await lost.Program.StartAsync();
        log.WriteLine($"Ready {(await Eventually.HoldsAsync(lost.Api.IsReadyAsync, "the gateway is ready again")).TotalSeconds:0.0} s after its start.");
        await using var phone = await Phone.FollowAsync(lost.Address, traffic.Location, "p1");
        await traffic.FlowAsync(50);
        await traffic.RequireAllAsync(traffic.Phones[1], phone);
        await RequireOneCaptureAsync();
    }

    [Fact]
    public async Task Redis()
    {
        await using var traffic = await Traffic.BeginAsync(cluster, log);
        await using var viewers = await CameraViewers.WatchAsync(cluster, "mjpeg");
        await traffic.KillAsync(cluster.Redis.KillAsync);
        await traffic.FailureAsync();
        await viewers.MoreFramesAsync();
        await cluster.Redis.StartAsync();
        await traffic.FlowAsync(50);
        await traffic.RequireAllAsync(traffic.Phones);
        await viewers.MoreFramesAsync();
        viewers.RequireOpen();
        await RequireOneCaptureAsync();
    }

    private async Task<int> HolderAsync(string level)
    {
        await using var grains = await ClusterGrains.ConnectAsync(cluster.Redis.ConnectionString);
        var holder = 0;
        await Eventually.HoldsAsync(
            async () => await grains.PortsAsync("level") is { } levels && (holder = levels[level].SingleOrDefault()) > 0, $"{level} is held by one silo");
        return holder;
    }

    /// <summary>Nobody ever captured a camera beside another, and who does now is its own silo.</summary>
    private async Task RequireOneCaptureAsync()
    {
        Assert.Equal(1, cluster.Mjpeg.MaxReaders);
        await using var grains = await ClusterGrains.ConnectAsync(cluster.Redis.ConnectionString);
        await Eventually.HoldsAsync(
            async () => await grains.PortsAsync("camera") is { } cameras
                && cameras.SelectMany(camera => camera).All(port => port == cluster.SitePort),
            "cameras are captured by their own silo only");
        foreach (var type in new[] { "location", "level", "catalog" })
            Assert.DoesNotContain(cluster.SitePort, (await grains.PortsAsync(type))!.SelectMany(grain => grain));
    }
}
