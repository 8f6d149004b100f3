using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Interfaces.Cameras;

/// <summary>
/// The cameras of a location and the silos that serve them, for these silos. Its key is the location's id. Implemented by the location's grain.
/// </summary>
[Alias("live-parking.ILocationCamerasGrain")]
public interface ILocationCamerasGrain : IGrainWithStringKey
{
    /// <summary>
    /// A silo announces its cameras of this location and their status. It announces them when it starts, whenever something changes, and every 2 s.
    /// The cameras of a silo that is silent for 6 s go offline.
    /// </summary>
    /// <exception cref="CameraTakenException">A live silo has announced one of the ids before.</exception>
    [Idempotent, OpenToSites, Alias("AnnounceCamerasAsync")]
    Task AnnounceCamerasAsync(CameraAnnouncement announcement);

    /// <summary>The silo on which the grain of a camera must run: the one that announced it.</summary>
    /// <exception cref="CameraOfflineException">No live silo has announced it.</exception>
    [Idempotent, OpenToSites, Alias("GetCameraSiloAsync")]
    Task<SiloAddress> GetCameraSiloAsync(string cameraId);
}
