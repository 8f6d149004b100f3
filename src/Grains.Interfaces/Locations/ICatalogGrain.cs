using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>The list of locations, and the location of each camera. One grain, with the key <see cref="Key"/>.</summary>
[Alias("live-parking.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>The key of the only catalog.</summary>
    const string Key = "catalog";

    /// <summary>The ids of all locations, in the order of creation.</summary>
    [Idempotent, OpenToPrograms, Alias("GetLocationsAsync")]
    Task<IReadOnlyList<string>> GetLocationsAsync();

    /// <summary>Which of these locations are listed. Answers from memory and calls no location.</summary>
    /// <param name="locationIds">Ids; those that are not listed are left out of the answer.</param>
    [Idempotent, OpenToPrograms, Alias("FindLocationsAsync")]
    Task<IReadOnlyList<string>> FindLocationsAsync(IReadOnlyList<string> locationIds);

    /// <summary>
    /// Finds a camera by its id, or the first camera of the location with this id.
    /// </summary>
    /// <exception cref="UnknownCameraException">There is no such camera.</exception>
    [Idempotent, OpenToSites, Alias("FindCameraAsync")]
    Task<CameraEntry> FindCameraAsync(string cameraOrLocationId);

    /// <summary>The cameras with these ids; those that are not listed are left out.</summary>
    [Idempotent, Alias("FindCamerasAsync")]
    Task<IReadOnlyList<CameraEntry>> FindCamerasAsync(IReadOnlyList<string> cameraIds);

    /// <summary>The groups of all locations that have any. Answers from memory.</summary>
    /// <param name="knownVersion">The version that the caller has; -1 for none.</param>
    /// <returns>Null when the caller has the newest version.</returns>
    [Idempotent, Alias("GetGroupsAsync")]
    Task<LocationGroupList?> GetGroupsAsync(long knownVersion);

    /// <summary>
    /// The location for a camera that names none: the first one, or <c>local</c>, which is created when there is no location.
    /// </summary>
    [Idempotent, OpenToSites, Alias("GetDefaultLocationAsync")]
    Task<string> GetDefaultLocationAsync();
}

/// <summary>The location of a camera.</summary>
/// <param name="CameraId">The camera's own id.</param>
/// <param name="LocationId">The location to which it belongs.</param>
/// <param name="IsPublic">Whether anybody may watch; otherwise a token with the location is needed.</param>
/// <param name="PublicRung">The best rung for viewers without a token for the camera; medium when null.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CameraEntry")]
public sealed record CameraEntry(
    [property: Id(0)] string CameraId,
    [property: Id(1)] string LocationId,
    [property: Id(2)] bool IsPublic,
    [property: Id(3)] Cameras.CameraRung? PublicRung = null);

/// <summary>The groups of locations.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Groups">The groups of each location by its id; locations without groups are left out.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LocationGroupList")]
public sealed record LocationGroupList([property: Id(0)] long Version, [property: Id(1)] IReadOnlyDictionary<string, IReadOnlyList<string>> Groups);
