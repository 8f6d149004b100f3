using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>How the grain of a location lists itself and its cameras. Implemented by the catalog; its key is <see cref="ICatalogGrain.Key"/>.</summary>
[Alias("live-parking.ICatalogRegistration")]
internal interface ICatalogRegistration : IGrainWithStringKey
{
    /// <summary>Lists the location.</summary>
    [Alias("AddLocationAsync")]
    Task AddLocationAsync(string locationId);

    /// <summary>Sets the groups of a listed location.</summary>
    [Alias("SetGroupsAsync")]
    Task SetGroupsAsync(string locationId, IReadOnlyList<string> groups);

    /// <summary>Removes the location and its cameras from the list.</summary>
    [Alias("RemoveLocationAsync")]
    Task RemoveLocationAsync(string locationId);

    /// <summary>Lists cameras of a location.</summary>
    /// <exception cref="CameraTakenException">An id is listed at another location, where its silo is alive.</exception>
    [Alias("AddCamerasAsync")]
    Task AddCamerasAsync(string locationId, IReadOnlyList<CameraEntry> cameras);
}
