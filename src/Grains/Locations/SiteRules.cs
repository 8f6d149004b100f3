using LiveParking.Grains.Alarms;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Levels;

namespace LiveParking.Grains.Locations;

/// <summary>The rules for all settings of a site together.</summary>
internal static class SiteRules
{
    /// <summary>Checks the settings by the rules of each part.</summary>
    /// <param name="locationId">The location.</param>
    /// <param name="site">The settings.</param>
    /// <param name="maxLevels">Maximum levels of a location.</param>
    /// <exception cref="InvalidRequestException">A rule is broken; the field names the part too.</exception>
    public static void Require(string locationId, SiteSettings site, int maxLevels)
    {
        In("location", () => LocationRules.Require(site.Location));
        if (site.Levels.Count > maxLevels)
            throw new InvalidRequestException($"levels: at most {maxLevels:N0} levels are allowed.", "levels");
        foreach (var (id, level) in site.Levels)
        {
            Slug.Require(id, "level id", $"levels.{id}");
            In($"levels.{id}", () => LevelSettingsRules.Require(level));
        }

        if (site.AlarmLimits is { } limits)
            In("alarmLimits", () => AlarmLimitsRules.Require(new ScopedAlarmLimits(AlarmLimitsScope.Location, locationId, limits)));
    }

    private static void In(string part, Action require)
    {
        try
        {
            require();
        }
        catch (InvalidRequestException fault)
        {
            throw new InvalidRequestException($"{part}: {fault.Message}", fault.Field is null ? part : $"{part}.{fault.Field}");
        }
    }
}
