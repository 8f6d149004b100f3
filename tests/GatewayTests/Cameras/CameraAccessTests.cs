using System.Security.Claims;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Cluster;
using LiveParking.GatewayTests.Parking;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>Watches of cameras about which the catalog changes its mind. The cameras are announced here and give no pictures.</summary>
[Collection(ParkingCollection.Name)]
public sealed class CameraAccessTests(ParkingSystem system)
{
    [Fact]
    [Trait("Hole", "3")]
    public async Task A_watch_ends_when_its_camera_becomes_private_unless_its_token_fits()
    {
        var (location, camera) = await NewCameraAsync();
        await using var anybody = await system.ConnectAsync("cameras");
        await using var sensor = await system.ConnectAsync("cameras", Protocol.MessagePack, system.Token(Role.Sensor, location));
        await using var entitled = await system.ConnectAsync("cameras", Protocol.MessagePack, system.Token(Role.Viewer, location));
        var statuses = ParkingHubTests.Record<CameraStatus>(entitled, "CameraStatusChanged");
        var ends = new[] { anybody, sensor, entitled }.Select(viewer => HubErrors.FirstAsync(CamerasHubTests.Watch(viewer, camera))).ToList();
        await using var stream = await MjpegClient.OpenAsync(system.Http(), $"/api/v1/cameras/{camera}/stream.mjpg");
        await Eventually.HoldsAsync(() => !statuses.IsEmpty, "the camera's status was told");
        Assert.All(ends, end => Assert.False(end.IsCompleted));

        await AnnounceAsync(location, camera, isPublic: false);
        await HubErrors.HasCodeAsync("unauthorized", ends[0]);
        await HubErrors.HasCodeAsync("forbidden", ends[1]);
        await stream.LastAsync();
        Assert.False(ends[2].IsCompleted);
        Assert.Equal(HubConnectionState.Connected, anybody.State);
        await system.Grains.GetGrain<ILocationGrain>(location).RemoveAsync();
        await HubErrors.HasCodeAsync("unknown-camera", ends[2]);
    }

    [Fact]
    [Trait("Hole", "3")]
    public async Task A_watch_ends_when_the_location_of_its_camera_is_removed()
    {
        var (location, camera) = await NewCameraAsync();
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, system.Token(Role.Viewer, location));
        var statuses = ParkingHubTests.Record<CameraStatus>(viewer, "CameraStatusChanged");
        var end = HubErrors.FirstAsync(CamerasHubTests.Watch(viewer, camera));
        await Eventually.HoldsAsync(() => !statuses.IsEmpty, "the camera's status was told");
        await system.Grains.GetGrain<ILocationGrain>(location).RemoveAsync();
        await HubErrors.HasCodeAsync("unknown-camera", end);
    }

    [Fact]
    [Trait("Hole", "3")]
    public async Task A_watch_that_can_not_be_checked_does_not_keep_others_from_ending()
    {
        var (location, camera) = await NewCameraAsync();
        var entry = Assert.Single(await system.Grains.GetCatalog().FindCamerasAsync([camera]));
        var monitor = system.Services.GetRequiredService<CameraAccessMonitor>();
        var fails = false;
        ClaimsPrincipal? User() => fails ? throw new InvalidOperationException("Nobody knows who calls.") : null;
        // So many that one of them is checked before the watch.
        var odd = Enumerable.Range(0, 50).Select(_ => monitor.Begin(User, entry)).ToList();
        try
        {
            await using var viewer = await system.ConnectAsync("cameras");
            var statuses = ParkingHubTests.Record<CameraStatus>(viewer, "CameraStatusChanged");
            var end = HubErrors.FirstAsync(CamerasHubTests.Watch(viewer, camera));
            await Eventually.HoldsAsync(() => !statuses.IsEmpty, "the camera's status was told");
            Volatile.Write(ref fails, true);
            await AnnounceAsync(location, camera, isPublic: false);
            await HubErrors.HasCodeAsync("unauthorized", end);
            Assert.All(odd, access => Assert.Null(access.Reason));
        }
        finally
        {
            odd.ForEach(access => access.Dispose());
        }
    }

    private async Task<(string Location, string Camera)> NewCameraAsync()
    {
        var location = await system.NewLocationAsync();
        var camera = $"camera-of-{location}";
        await AnnounceAsync(location, camera, isPublic: true);
        return (location, camera);
    }

    private Task AnnounceAsync(string location, string camera, bool isPublic) =>
        system.Grains.GetGrain<ILocationCamerasGrain>(location).AnnounceCamerasAsync(new CameraAnnouncement(
            system.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress,
            [new AnnouncedCamera(new CameraStatus(camera, location, null, camera, CameraState.Idle, TimeProvider.System.GetUtcNow(), null), isPublic)]));
}
