namespace LiveParking.OpeningHours;

/// <summary>
/// <c>Jan</c>, <c>Oct-Mar</c>, <c>Dec 25</c>, <c>Dec 24-Jan 02</c>, <c>2026 Dec 20-2027 Jan 10</c>, <c>easter -2 days-easter +1 day</c>,
/// <c>Mar Su[-1]-Oct Su[-1]</c>.
/// </summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null for a single date.</param>
internal sealed record DateRange(DatePoint From, DatePoint? To)
{
    public bool Holds(DateOnly day)
    {
        if (From.Year is { } year)
            return HoldsIn(year, day);
        // A range over the turn of the year began in the previous year. A date with an offset may move into the next or the previous year.
        return HoldsIn(day.Year, day) || HoldsIn(day.Year - 1, day) || HoldsIn(day.Year + 1, day);
    }

    private bool HoldsIn(int year, DateOnly day)
    {
        var from = From.FirstIn(year);
        if (day < from)
            return false;
        // A single Feb 29 matches no day in most years.
        var to = To is null ? From.LastIn(year) : To.LastIn(To.Year ?? year);
        if (To is { Year: null } && to < from)
            to = To.LastIn(year + 1);
        return day <= to;
    }
}
