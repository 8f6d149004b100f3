namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>The operator settings of a location.</summary>
/// <param name="Name">For people; 1 to 200 characters.</param>
/// <param name="TimeZone">IANA name (<c>Asia/Jakarta</c>) of the time zone for opening hours; UTC when absent.</param>
/// <param name="Address">Postal address for people; at most 500 characters.</param>
/// <param name="Position">The position of the entrance.</param>
/// <param name="OpeningHours">OSM <c>opening_hours</c> syntax; always open when absent.</param>
/// <param name="Groups">The groups that it belongs to (<c>region-east</c>): at most <see cref="MaxGroups"/> different slugs.</param>
/// <param name="Notice">Who films here, why, and whom to ask; shown beside every picture.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LocationSettings")]
public sealed record LocationSettings(
    [property: Id(0)] string Name,
    [property: Id(1)] string? TimeZone = null,
    [property: Id(2)] string? Address = null,
    [property: Id(3)] GeoPosition? Position = null,
    [property: Id(4)] string? OpeningHours = null,
    [property: Id(5)] IReadOnlyList<string>? Groups = null,
    [property: Id(6)] LocationNotice? Notice = null)
{
    /// <summary>Maximum number of groups of a location.</summary>
    public const int MaxGroups = 20;
}

/// <summary>A position, WGS 84.</summary>
/// <param name="Latitude">Degrees, -90 to 90.</param>
/// <param name="Longitude">Degrees, -180 to 180.</param>
[GenerateSerializer, Immutable, Alias("live-parking.GeoPosition")]
public sealed record GeoPosition(
    [property: Id(0)] double Latitude,
    [property: Id(1)] double Longitude);
