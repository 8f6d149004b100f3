using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>An index of a catalog by id, so that a look-up has a constant cost.</summary>
/// <param name="state">The catalog.</param>
internal sealed class CatalogIndex(CatalogState state)
{
    private readonly HashSet<string> _locations = new(state.Locations, StringComparer.Ordinal);
    private readonly Dictionary<string, CameraEntry> _cameras = state.Cameras
        .DistinctBy(camera => camera.CameraId)
        .ToDictionary(camera => camera.CameraId, StringComparer.Ordinal);

    private readonly Dictionary<string, CameraEntry> _firstCameras = state.Cameras
        .DistinctBy(camera => camera.LocationId)
        .ToDictionary(camera => camera.LocationId, StringComparer.Ordinal);

    /// <summary>The indexed catalog.</summary>
    public CatalogState State => state;

    /// <summary>Whether a location is listed.</summary>
    public bool HasLocation(string locationId) => _locations.Contains(locationId);

    /// <summary>The camera with this id, or otherwise the first one of the location with this id.</summary>
    public CameraEntry? FindCamera(string cameraOrLocationId) =>
        _cameras.GetValueOrDefault(cameraOrLocationId) ?? _firstCameras.GetValueOrDefault(cameraOrLocationId);
}
