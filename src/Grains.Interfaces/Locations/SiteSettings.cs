using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>All settings of a site: those of the location, of its levels, and its alarm limits.</summary>
/// <param name="Location">The settings of the location.</param>
/// <param name="Levels">The settings of the levels by their ids.</param>
/// <param name="AlarmLimits">When something is an alarm here; null where nothing differs from the groups and the system.</param>
[GenerateSerializer, Immutable, Alias("live-parking.SiteSettings")]
public sealed record SiteSettings(
    [property: Id(0)] LocationSettings Location,
    [property: Id(1)] IReadOnlyDictionary<string, LevelSettings> Levels,
    [property: Id(2)] AlarmLimits? AlarmLimits = null);
