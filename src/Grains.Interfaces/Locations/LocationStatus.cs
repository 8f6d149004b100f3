using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>A location as phones see it.</summary>
/// <param name="Id">The location's id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Status">Rolled up from its levels.</param>
/// <param name="Spots">The sum over its levels.</param>
/// <param name="Levels">Its levels in the order in which they were made.</param>
/// <param name="Cameras">Its cameras in the order in which they were announced.</param>
/// <param name="Version">
/// Grows with every change of anything in it, by the clock of the silo that tells; the versions of its levels are exact. After a move
/// to a silo whose clock is behind it may repeat, so levels are compared by their own versions.
/// </param>
/// <param name="UpdatedAt">When that change was stored.</param>
/// <param name="Address">Postal address for people; null when none is set.</param>
/// <param name="Position">Where the entrance is; null when none is set.</param>
/// <param name="OpeningHours">OSM <c>opening_hours</c> syntax; null when the location is always open.</param>
/// <param name="TimeZone">IANA name of the time zone in which the opening hours are read; null for UTC.</param>
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
    [property: Id(11)] string? TimeZone = null);
