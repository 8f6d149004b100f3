using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>A summary of all locations.</summary>
/// <param name="Spots">The sum over all locations in it.</param>
/// <param name="Locations">In the order of creation.</param>
/// <param name="Complete">False while locations are still being read, such as right after a start.</param>
[GenerateSerializer, Immutable, Alias("live-parking.Overview")]
public sealed record Overview(
    [property: Id(0)] Spots Spots,
    [property: Id(1)] IReadOnlyList<LocationSummary> Locations,
    [property: Id(2)] bool Complete);

/// <summary>A location in the overview.</summary>
/// <param name="Id">The location's id.</param>
/// <param name="Name">For people.</param>
/// <param name="Status">Aggregated from its levels.</param>
/// <param name="Spots">The sum over its levels.</param>
/// <param name="Levels">Its levels by state.</param>
/// <param name="Cameras">Its cameras by state.</param>
/// <param name="Version">The version of the location status that it summarises.</param>
/// <param name="UpdatedAt">When that status was stored.</param>
/// <param name="Address">Postal address for people; null when none is set.</param>
/// <param name="Position">The position of the entrance; null when none is set.</param>
/// <param name="OpeningHours">OSM <c>opening_hours</c> syntax; null when the location is always open.</param>
/// <param name="TimeZone">IANA name of the time zone for opening hours; null for UTC.</param>
/// <param name="Groups">The groups that it belongs to; null when there are none.</param>
/// <param name="Alarms">Its alarms by rank, for its operators; null for everybody else.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LocationSummary")]
public sealed record LocationSummary(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] OccupancyStatus Status,
    [property: Id(3)] Spots Spots,
    [property: Id(4)] LevelCounts Levels,
    [property: Id(5)] CameraCounts Cameras,
    [property: Id(6)] long Version,
    [property: Id(7)] DateTimeOffset UpdatedAt,
    [property: Id(8)] string? Address = null,
    [property: Id(9)] GeoPosition? Position = null,
    [property: Id(10)] string? OpeningHours = null,
    [property: Id(11)] string? TimeZone = null,
    [property: Id(12)] IReadOnlyList<string>? Groups = null,
    [property: Id(13)] AlarmCounts? Alarms = null);

/// <summary>The number of levels of a location, and how many need an operator's attention.</summary>
/// <param name="Total">All.</param>
/// <param name="Full">Full.</param>
/// <param name="Closed">Closed.</param>
/// <param name="Stale">Their sensors have been silent for longer than allowed.</param>
/// <param name="Unknown">No data yet, or none for too long.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LevelCounts")]
public sealed record LevelCounts(
    [property: Id(0)] int Total,
    [property: Id(1)] int Full,
    [property: Id(2)] int Closed,
    [property: Id(3)] int Stale,
    [property: Id(4)] int Unknown);

/// <summary>The number of cameras of a location, and how many need an operator's attention.</summary>
/// <param name="Total">All.</param>
/// <param name="Live">Pictures arrive.</param>
/// <param name="Frozen">Pictures arrive but do not change.</param>
/// <param name="Offline">No pictures arrive.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CameraCounts")]
public sealed record CameraCounts(
    [property: Id(0)] int Total,
    [property: Id(1)] int Live,
    [property: Id(2)] int Frozen,
    [property: Id(3)] int Offline);
