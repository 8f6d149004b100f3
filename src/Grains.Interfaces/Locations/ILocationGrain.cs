using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>One parking location (site). Its key is the location's id, a <see cref="Slug"/>.</summary>
[Alias("live-parking.ILocationGrain")]
public interface ILocationGrain : IGrainWithStringKey
{
    /// <summary>The newest stored status of the location, its levels and its cameras.</summary>
    /// <exception cref="UnknownLocationException">The location was never made or has been removed.</exception>
    [Alias("GetStatusAsync")]
    Task<LocationStatus> GetStatusAsync();

    /// <summary>Makes the location or changes its settings. Answers after the settings are stored.</summary>
    /// <exception cref="InvalidRequestException">The settings break a rule; nothing was changed.</exception>
    [Alias("ConfigureAsync")]
    Task<LocationStatus> ConfigureAsync(LocationSettings settings);

    /// <summary>Removes the location with its levels. Cameras that its silos still announce leave it.</summary>
    /// <exception cref="UnknownLocationException">There is nothing to remove.</exception>
    [Alias("RemoveAsync")]
    Task RemoveAsync();

    /// <summary>Makes a level or changes its settings. A new level is empty and <c>unknown</c> until its first reading.</summary>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    /// <exception cref="InvalidRequestException">The settings break a rule; nothing was changed.</exception>
    [Alias("ConfigureLevelAsync")]
    Task<LevelStatus> ConfigureLevelAsync(string levelId, LevelSettings settings);

    /// <summary>Removes a level.</summary>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    [Alias("RemoveLevelAsync")]
    Task RemoveLevelAsync(string levelId);

    /// <summary>
    /// A silo says which cameras of this location are attached to it and how they are. It says so when it starts,
    /// whenever something changes, and every 2 s: a silo that is silent for 6 s takes its cameras offline.
    /// </summary>
    /// <exception cref="CameraTakenException">A living silo has announced one of the ids before.</exception>
    [Alias("AnnounceCamerasAsync")]
    Task AnnounceCamerasAsync(CameraAnnouncement announcement);

    /// <summary>Where the grain of a camera has to run: the silo that announced it.</summary>
    /// <exception cref="CameraOfflineException">No living silo has announced it.</exception>
    [Alias("GetCameraSiloAsync")]
    Task<SiloAddress> GetCameraSiloAsync(string cameraId);
}
