namespace LiveParking.OpeningHours;

/// <summary><c>PH</c>, <c>SH</c>, <c>PH -1 day</c> (the day before a public holiday).</summary>
internal readonly record struct HolidayDays(bool IsPublic, int Offset)
{
    public bool Holds(DateOnly day, Holidays holidays) => (IsPublic ? holidays.Public : holidays.School).Contains(day.AddDays(-Offset));
}
