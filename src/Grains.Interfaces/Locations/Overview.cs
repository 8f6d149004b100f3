using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>All sites at a glance.</summary>
/// <param name="Spots">The sum over all locations in it.</param>
/// <param name="Locations">In the order in which they were made.</param>
/// <param name="Complete">False while locations are still being read, as right after a start.</param>
[GenerateSerializer, Immutable, Alias("live-parking.Overview")]
public sealed record Overview(
    [property: Id(0)] Spots Spots,
    [property: Id(1)] IReadOnlyList<LocationSummary> Locations,
    [property: Id(2)] bool Complete);

/// <summary>A location in the overview.</summary>
/// <param name="Id">The location's id.</param>
/// <param name="Name">For people.</param>
/// <param name="Status">Rolled up from its levels.</param>
/// <param name="Spots">The sum over its levels.</param>
/// <param name="Levels">How its levels are.</param>
/// <param name="Cameras">How its cameras are.</param>
/// <param name="Version">That of the location status from which it was made.</param>
/// <param name="UpdatedAt">When that status was stored.</param>
/// <param name="Address">Postal address for people; null when none is set.</param>
/// <param name="Position">Where the entrance is; null when none is set.</param>
/// <param name="OpeningHours">OSM <c>opening_hours</c> syntax; null when the location is always open.</param>
/// <param name="TimeZone">IANA name of the time zone in which the opening hours are read; null for UTC.</param>
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
    [property: Id(11)] string? TimeZone = null);

/// <summary>How many levels of a location there are, and how many want an operator's eye.</summary>
/// <param name="Total">All.</param>
/// <param name="Full">Full.</param>
/// <param name="Closed">Closed.</param>
/// <param name="Stale">Their sensors have been silent for longer than they should be.</param>
/// <param name="Unknown">Nobody has told yet, or not for too long.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LevelCounts")]
public sealed record LevelCounts(
    [property: Id(0)] int Total,
    [property: Id(1)] int Full,
    [property: Id(2)] int Closed,
    [property: Id(3)] int Stale,
    [property: Id(4)] int Unknown);

/// <summary>How many cameras of a location there are, and how many want an operator's eye.</summary>
/// <param name="Total">All.</param>
/// <param name="Live">Pictures come.</param>
/// <param name="Frozen">Pictures come but do not change.</param>
/// <param name="Offline">No pictures come.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CameraCounts")]
public sealed record CameraCounts(
    [property: Id(0)] int Total,
    [property: Id(1)] int Live,
    [property: Id(2)] int Frozen,
    [property: Id(3)] int Offline);
