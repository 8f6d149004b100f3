using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>The status of a location for clients.</summary>
/// <param name="Id">The location's id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Status">Aggregated from its levels.</param>
/// <param name="Spots">The sum over its levels.</param>
/// <param name="Levels">Its levels in the order of creation.</param>
/// <param name="Cameras">Its cameras in the order of their announcement.</param>
/// <param name="Version">
/// Grows with every change of any part, by the clock of the reporting silo; the versions of its levels are exact. After a move to a silo whose clock
/// is behind it may repeat, so clients must compare levels by their own versions.
/// </param>
/// <param name="UpdatedAt">When that change was stored.</param>
/// <param name="Address">Postal address for people; null when none is set.</param>
/// <param name="Position">The position of the entrance; null when none is set.</param>
/// <param name="OpeningHours">OSM <c>opening_hours</c> syntax; null when the location is always open.</param>
/// <param name="TimeZone">IANA name of the time zone for opening hours; null for UTC.</param>
/// <param name="Groups">The groups that it belongs to; null when there are none.</param>
/// <param name="Notice">The notice beside its pictures; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LocationStatus")]
public sealed record LocationStatus(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] OccupancyStatus Status,
    [property: Id(3)] Spots Spots,
    [property: Id(4)] IReadOnlyList<LevelStatus> Levels,
    [property: Id(5)] IReadOnlyList<CameraStatus> Cameras,
    [property: Id(6)] long Version,
    [property: Id(7)] DateTimeOffset UpdatedAt,
    [property: Id(8)] string? Address = null,
    [property: Id(9)] GeoPosition? Position = null,
    [property: Id(10)] string? OpeningHours = null,
    [property: Id(11)] string? TimeZone = null,
    [property: Id(12)] IReadOnlyList<string>? Groups = null,
    [property: Id(13)] LocationNotice? Notice = null);
