using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>What changed from one status of a location to the next.</summary>
internal static class LocationChange
{
    /// <summary>The newer status with only the new or changed levels and cameras: out of a hundred levels, most updates change one.</summary>
    /// <param name="before">The last published status.</param>
    /// <param name="now">The status to publish.</param>
    public static LocationStatus Since(LocationStatus before, LocationStatus now)
    {
        var versions = before.Levels.ToDictionary(level => level.LevelId, level => level.Version);
        var cameras = before.Cameras.ToDictionary(camera => camera.Id);
        return now with
        {
            Levels = [.. now.Levels.Where(level => !versions.TryGetValue(level.LevelId, out var version) || level.Version > version)],
            Cameras = [.. now.Cameras.Where(camera => !cameras.TryGetValue(camera.Id, out var known) || known != camera)],
        };
    }
}
