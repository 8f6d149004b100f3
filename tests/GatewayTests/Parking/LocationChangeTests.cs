using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.GatewayTests.Parking;

public sealed class LocationChangeTests
{
    [Fact]
    public void Only_what_is_new_or_newer_is_left()
    {
        var before = Statuses.Location(
            "a", 5, [Statuses.Level("a", "same", 5), Statuses.Level("a", "newer", 5), Statuses.Level("a", "gone", 5), Statuses.Level("a", "older", 5)],
            [Statuses.Camera("a", "c1", CameraState.Idle), Statuses.Camera("a", "c2", CameraState.Idle)]);
        var now = Statuses.Location(
            "a", 6, [Statuses.Level("a", "same", 5), Statuses.Level("a", "new", 1), Statuses.Level("a", "newer", 6), Statuses.Level("a", "older", 4)],
            [Statuses.Camera("a", "c1", CameraState.Idle), Statuses.Camera("a", "c2", CameraState.Live), Statuses.Camera("a", "c3", CameraState.Idle)]);

        var change = LocationChange.Since(before, now);

        Assert.Equal(["new", "newer"], change.Levels.Select(level => level.LevelId));
        Assert.Equal(["c2", "c3"], change.Cameras.Select(camera => camera.Id));
        Assert.Equal(6, change.Version);
    }
}
