namespace LiveParking.OpeningHours;

/// <summary>The days of <c>PH</c> and <c>SH</c>, in the location's own calendar.</summary>
/// <param name="Public">Public holidays.</param>
/// <param name="School">Days of school holidays.</param>
public sealed record Holidays(IReadOnlySet<DateOnly> Public, IReadOnlySet<DateOnly> School)
{
    /// <summary>No known holidays: no day is a holiday, and rules for holidays alone apply on no day.</summary>
    public static Holidays None { get; } = new(new HashSet<DateOnly>(), new HashSet<DateOnly>());
}
