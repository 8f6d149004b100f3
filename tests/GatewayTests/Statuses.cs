using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.GatewayTests;

/// <summary>Statuses for tests.</summary>
internal static class Statuses
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static LevelStatus Level(string location, string level, long version) => new(
        location, level, "Upper", Spots.Of(150, (int)(version % 150)), null, OccupancyStatus.Open, null, false, null, version, Noon);

    public static CameraStatus Camera(string location, string id, CameraState state, string? reason = null) =>
        new(id, location, null, id, state, Noon, reason);

    public static LocationStatus Location(string id, long version, IReadOnlyList<LevelStatus>? levels = null, IReadOnlyList<CameraStatus>? cameras = null) =>
        new(id, "Site", OccupancyStatus.Open, Spots.Of(150, 1), levels ?? [], cameras ?? [], version, Noon);
}
