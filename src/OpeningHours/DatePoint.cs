namespace LiveParking.OpeningHours;

/// <summary>One end of a range of dates: a day of a month, a month, the nth weekday of a month, or Easter Sunday.</summary>
/// <param name="Year">The year, if given.</param>
/// <param name="Month">1 to 12; 0 is Easter.</param>
/// <param name="Day">1 to 31; null means the whole month.</param>
/// <param name="Weekday">With <paramref name="Place"/>: the weekday.</param>
/// <param name="Place">1 to 5 or -1 to -5; 0 when no weekday is given.</param>
/// <param name="Offset">Offset in days.</param>
internal sealed record DatePoint(int? Year, int Month, int? Day = null, DayOfWeek Weekday = default, int Place = 0, int Offset = 0)
{
    /// <summary>Its first day in a year. A day that the month does not have becomes the first of the next month.</summary>
    public DateOnly FirstIn(int year)
    {
        if (Month == 0)
            return Easter(year).AddDays(Offset);
        if (Place != 0)
            return NthWeekday(year).AddDays(Offset);
        return new DateOnly(year, Month, 1).AddDays((Day ?? 1) - 1 + Offset);
    }

    /// <summary>Its last day in a year. A day that the month does not have becomes the month's last day.</summary>
    public DateOnly LastIn(int year)
    {
        if (Month == 0 || Place != 0)
            return FirstIn(year);
        return new DateOnly(year, Month, Math.Min(Day ?? 31, DateTime.DaysInMonth(year, Month))).AddDays(Offset);
    }

    private DateOnly NthWeekday(int year)
    {
        var days = DateTime.DaysInMonth(year, Month);
        if (Place > 0)
        {
            var first = new DateOnly(year, Month, 1);
            return first.AddDays((((int)Weekday - (int)first.DayOfWeek + 7) % 7) + ((Place - 1) * 7));
        }

        var last = new DateOnly(year, Month, days);
        return last.AddDays(-(((int)last.DayOfWeek - (int)Weekday + 7) % 7) + ((Place + 1) * 7));
    }

    /// <summary>Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Nature, 1876).</summary>
    private static DateOnly Easter(int year)
    {
        var a = year % 19;
        var b = year / 100;
        var c = year % 100;
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var day = h + l - (7 * m) + 114;
        return new DateOnly(year, day / 31, (day % 31) + 1);
    }
}
