namespace LiveParking.OpeningHours;

/// <summary>One rule: its days, its spans on these days, and its state.</summary>
internal sealed record HoursRule(RuleLink Link)
{
    public IReadOnlyList<YearRange> Years { get; init; } = [];

    public IReadOnlyList<DateRange> Dates { get; init; } = [];

    public IReadOnlyList<WeekRange> Weeks { get; init; } = [];

    /// <summary>Weekdays; they and <see cref="Holidays"/> are alternatives.</summary>
    public IReadOnlyList<WeekdayRange> Weekdays { get; init; } = [];

    public IReadOnlyList<HolidayDays> Holidays { get; init; } = [];

    /// <summary>Whether weekdays and holidays must both match (<c>SH Mo-Fr</c>) and are not alternatives (<c>Mo-Fr,PH</c>).</summary>
    public bool OnlyWeekdaysInHolidays { get; init; }

    /// <summary>The spans; empty means the whole day.</summary>
    public IReadOnlyList<OpenSpan> Spans { get; init; } = [];

    public OpeningState State { get; init; } = OpeningState.Open;

    /// <summary>Whether it applies all day on every day.</summary>
    public bool IsAlways => Spans.Count == 0 && Years.Count + Dates.Count + Weeks.Count + Weekdays.Count + Holidays.Count == 0;

    /// <summary>Whether it applies on no day, given these holidays.</summary>
    public bool IsNever(Holidays holidays) =>
        Holidays.Count > 0 && (Weekdays.Count == 0 || OnlyWeekdaysInHolidays)
        && Holidays.All(days => (days.IsPublic ? holidays.Public : holidays.School).Count == 0);

    /// <summary>Whether it applies to a day.</summary>
    public bool Holds(DateOnly day, Holidays holidays)
    {
        if (Years.Count > 0 && !Years.Any(range => range.Holds(day.Year)))
            return false;
        if (Dates.Count > 0 && !Dates.Any(range => range.Holds(day)))
            return false;
        if (Weeks.Count > 0 && !Weeks.Any(range => range.Holds(day)))
            return false;
        if (Weekdays.Count + Holidays.Count == 0)
            return true;
        var weekday = Weekdays.Any(range => range.Holds(day));
        var holiday = Holidays.Any(days => days.Holds(day, holidays));
        return OnlyWeekdaysInHolidays ? weekday && holiday : weekday || holiday;
    }
}
