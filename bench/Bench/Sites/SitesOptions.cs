namespace LiveParking.Bench.Sites;

/// <summary>The measured configuration.</summary>
/// <param name="Locations">Locations that are made.</param>
/// <param name="Levels">Levels of each of them.</param>
/// <param name="Callers">Concurrent requests while the sites are created.</param>
/// <param name="Calls">Calls of each address that are timed.</param>
/// <param name="Rate">Readings a second, one a request, while the overview is timed under load.</param>
/// <param name="Seconds">Duration of the readings, seconds.</param>
internal sealed record SitesOptions(int Locations, int Levels, int Callers, int Calls, int Rate, int Seconds);
