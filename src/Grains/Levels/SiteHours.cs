namespace LiveParking.Grains.Levels;

/// <summary>Settings of the location that a level needs.</summary>
/// <param name="TimeZone">IANA name of the time zone for opening hours and days; UTC when absent.</param>
/// <param name="OpeningHours">The location's hours, for a level without its own.</param>
[GenerateSerializer, Immutable, Alias("live-parking.SiteHours")]
internal sealed record SiteHours(
    [property: Id(0)] string? TimeZone = null,
    [property: Id(1)] string? OpeningHours = null);
