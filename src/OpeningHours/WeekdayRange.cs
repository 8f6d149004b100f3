namespace LiveParking.OpeningHours;

/// <summary><c>Mo</c>, <c>Mo-Fr</c>, <c>Sa-Mo</c>, <c>Mo[1]</c> (the first of a month), <c>Mo[-1]</c> (the last), <c>Mo[1] +1 day</c>.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, which may be before the first.</param>
/// <param name="Places">The occurrences in a month, 1 to 5 or -1 to -5; null for all.</param>
/// <param name="Offset">Offset in days.</param>
internal sealed record WeekdayRange(DayOfWeek First, DayOfWeek Last, IReadOnlyList<int>? Places = null, int Offset = 0)
{
    public bool Holds(DateOnly day)
    {
        var basis = day.AddDays(-Offset);
        var length = ((int)Last - (int)First + 7) % 7;
        if (((int)basis.DayOfWeek - (int)First + 7) % 7 > length)
            return false;
        if (Places is null)
            return true;
        var fromStart = ((basis.Day - 1) / 7) + 1;
        var fromEnd = -(((DateTime.DaysInMonth(basis.Year, basis.Month) - basis.Day) / 7) + 1);
        return Places.Contains(fromStart) || Places.Contains(fromEnd);
    }
}
