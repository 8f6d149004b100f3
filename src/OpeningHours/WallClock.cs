namespace LiveParking.OpeningHours;

/// <summary>Converts local times to moments.</summary>
internal static class WallClock
{
    /// <summary>
    /// The moments, in order, at which the local clock shows these minutes of a day: both moments in a repeated hour. The moment of a clock change on
    /// this day is included.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="minutes">Minutes since its midnight, 0 to 1,439.</param>
    /// <param name="zone">The zone.</param>
    public static IReadOnlyList<DateTimeOffset> Moments(DateOnly day, IEnumerable<int> minutes, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var moments = new SortedSet<DateTimeOffset>();
        foreach (var minute in minutes)
        {
            var shown = midnight.AddMinutes(minute);
            if (zone.IsAmbiguousTime(shown))
            {
                foreach (var offset in zone.GetAmbiguousTimeOffsets(shown))
                    moments.Add(new DateTimeOffset(shown - offset, TimeSpan.Zero));
            }
            else if (!zone.IsInvalidTime(shown))
            {
                moments.Add(new DateTimeOffset(shown - zone.GetUtcOffset(shown), TimeSpan.Zero));
            }
        }

        if (ClockChange(new DateTimeOffset(midnight, TimeSpan.Zero), zone) is { } change
            && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(change, zone).DateTime) == day)
            moments.Add(change);
        return [.. moments];
    }

    /// <summary>The moment of a clock change within 14 hours around a day, or null.</summary>
    private static DateTimeOffset? ClockChange(DateTimeOffset midnight, TimeZoneInfo zone)
    {
        var before = midnight.AddHours(-14);
        var after = midnight.AddHours(24 + 14);
        var offset = zone.GetUtcOffset(before);
        if (offset == zone.GetUtcOffset(after))
            return null;
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before + ((after - before) / 2);
            if (zone.GetUtcOffset(middle) == offset)
                before = middle;
            else
                after = middle;
        }

        return new DateTimeOffset(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
