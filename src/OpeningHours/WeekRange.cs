using System.Globalization;

namespace LiveParking.OpeningHours;

/// <summary><c>week 01-20</c>, <c>week 02-52/2</c>: ISO weeks; a range may cross the turn of the year.</summary>
internal readonly record struct WeekRange(int First, int Last, int Step = 1)
{
    public bool Holds(DateOnly day)
    {
        var week = ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue));
        if (First <= Last)
            return week >= First && week <= Last && (week - First) % Step == 0;
        return week >= First ? (week - First) % Step == 0 : week <= Last && (week + 53 - First) % Step == 0;
    }
}
