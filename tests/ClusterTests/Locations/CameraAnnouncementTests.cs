using System.Net;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.ClusterTests.Locations;

[Collection(ParkingCollection.Name)]
public sealed class CameraAnnouncementTests(ParkingFixture fixture)
{
    private readonly string _camera = $"cam-{Guid.NewGuid():N}"[..16];

    private SiloAddress First => fixture.Cluster.Primary!.SiloAddress;

    private SiloAddress Second => fixture.Cluster.SecondarySilos[0].SiloAddress;

    private ICatalogGrain Catalog => fixture.Cluster.GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key);

    [Fact]
    public async Task Announce_a_camera_lists_it_and_the_location_names_it()
    {
        var id = await fixture.NewLocationAsync();

        await AnnounceAsync(id, First, CameraState.Idle);

        Assert.Equal(_camera, Assert.Single((await fixture.Location(id).GetAsync()).Status.Cameras).Id);
        Assert.Equal(id, (await Catalog.FindCameraAsync(_camera)).LocationId);
        Assert.Equal(_camera, (await Catalog.FindCameraAsync(id)).CameraId);
        Assert.Equal(First, await fixture.Cameras(id).GetCameraSiloAsync(_camera));
    }

    [Fact]
    public async Task Announce_by_another_living_silo_is_refused()
    {
        var id = await fixture.NewLocationAsync();
        await AnnounceAsync(id, First, CameraState.Live);

        await Assert.ThrowsAsync<CameraTakenException>(() => AnnounceAsync(id, Second, CameraState.Idle));

        Assert.Equal(First, await fixture.Cameras(id).GetCameraSiloAsync(_camera));
    }

    [Fact]
    public async Task Announce_of_a_camera_of_another_location_is_refused_while_its_silo_is_alive()
    {
        var (here, there) = (await fixture.NewLocationAsync(), await fixture.NewLocationAsync());
        await AnnounceAsync(here, First, CameraState.Live);

        await Assert.ThrowsAsync<CameraTakenException>(() => AnnounceAsync(there, Second, CameraState.Idle));

        Assert.Equal(here, (await Catalog.FindCameraAsync(_camera)).LocationId);
    }

    [Fact]
    public async Task Silence_of_a_silo_takes_its_cameras_offline_and_its_return_undoes_it()
    {
        var id = await fixture.NewLocationAsync();
        await AnnounceAsync(id, First, CameraState.Live);

        await Eventually.HoldsAsync(
            async () => (await StatusAsync(id)) is { State: CameraState.Offline, Reason.Length: > 0 }, "the camera of a silent silo goes offline");
        await Assert.ThrowsAsync<CameraOfflineException>(() => fixture.Cameras(id).GetCameraSiloAsync(_camera));

        await AnnounceAsync(id, First, CameraState.Idle);
        Assert.Equal(CameraState.Idle, (await StatusAsync(id)).State);
    }

    [Fact]
    public async Task Announce_by_a_silo_that_is_in_no_cluster_gives_way_to_one_that_is()
    {
        var id = await fixture.NewLocationAsync();
        await AnnounceAsync(id, SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1), CameraState.Live);

        await AnnounceAsync(id, First, CameraState.Idle);

        Assert.Equal(First, await fixture.Cameras(id).GetCameraSiloAsync(_camera));
    }

    [Fact]
    public async Task Withdraw_by_the_silo_takes_the_camera_offline_at_once()
    {
        var id = await fixture.NewLocationAsync();
        await AnnounceAsync(id, First, CameraState.Live);

        await fixture.Cameras(id).AnnounceCamerasAsync(new CameraAnnouncement(First, []));

        Assert.Equal(CameraState.Offline, (await StatusAsync(id)).State);
    }

    [Fact]
    public async Task Announce_to_a_location_that_was_never_made_makes_it_but_not_one_that_was_removed()
    {
        var id = $"new-{_camera}";
        await AnnounceAsync(id, First, CameraState.Idle);
        Assert.Equal(id, (await fixture.Location(id).GetAsync()).Status.Name);

        await fixture.Location(id).RemoveAsync();

        await Assert.ThrowsAsync<UnknownLocationException>(() => AnnounceAsync(id, First, CameraState.Idle));
        await Assert.ThrowsAsync<UnknownCameraException>(() => Catalog.FindCameraAsync(_camera));
    }

    private Task AnnounceAsync(string locationId, SiloAddress silo, CameraState state) =>
        fixture.Cameras(locationId).AnnounceCamerasAsync(new CameraAnnouncement(
            silo,
            [new AnnouncedCamera(new CameraStatus(_camera, locationId, null, "Gate", state, TimeProvider.System.GetUtcNow()), true)]));

    private async Task<CameraStatus> StatusAsync(string locationId) =>
        (await fixture.Location(locationId).GetAsync()).Status.Cameras.Single(camera => camera.Id == _camera);
}
