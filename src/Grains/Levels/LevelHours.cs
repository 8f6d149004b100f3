using LiveParking.Grains.Interfaces.Levels;
using LiveParking.OpeningHours;

namespace LiveParking.Grains.Levels;

/// <summary>The opening hours of a level: its own or, without these, those of its location, in the location's time zone.</summary>
internal static class LevelHours
{
    private const int MaxTextLength = 1000;

    /// <summary>The error in an opening-hours text; null when it is valid.</summary>
    public static string? Fault(string hours)
    {
        if (hours.Length > MaxTextLength)
            return $"at most {MaxTextLength:N0} characters are allowed.";
        return OpeningSchedule.TryParse(hours, out _, out var fault) ? null : fault;
    }

    /// <summary>Whether the level's hours keep it closed now, and when that changes next. Without hours it is never closed.</summary>
    public static (bool Closed, DateTimeOffset? Change) At(LevelSettings settings, SiteHours site, DateTimeOffset now)
    {
        var text = settings.OpeningHours ?? site.OpeningHours;
        // Texts stored before hours were validated may be unreadable: they close nothing.
        if (text is null || !OpeningSchedule.TryParse(text, out var hours, out _) || hours is null)
            return (false, null);
        var zone = Zone(site);
        return (!hours.IsOpenAt(now, zone), hours.NextChangeAfter(now, zone));
    }

    /// <summary>The day at the location.</summary>
    public static DateOnly DayAt(SiteHours site, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone(site)).DateTime);

    private static TimeZoneInfo Zone(SiteHours site) =>
        site.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
