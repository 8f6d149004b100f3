using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>What changed from one status of a location to the next.</summary>
internal static class LocationChange
{
    /// <summary>The newer status with only those levels and cameras that are new or changed: of a hundred levels most updates change one.</summary>
    /// <param name="before">What all were told.</param>
    /// <param name="now">What they are to be told.</param>
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
