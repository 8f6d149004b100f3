namespace LiveParking.Standalone.Demo;

/// <summary>How full a car park wants to be, hour by hour of a local day.</summary>
/// <param name="Shares">24 shares of the capacity, 0 to 1, at the full hours from midnight.</param>
internal sealed record DayRhythm(IReadOnlyList<double> Shares)
{
    /// <summary>A mall: fills from ten, fullest in the early evening.</summary>
    public static DayRhythm Shopping { get; } = new(
        [.08, .06, .05, .05, .05, .05, .06, .08, .12, .22, .38, .52, .66, .72, .70, .68, .72, .82, .93, .97, .88, .62, .34, .16]);

    /// <summary>A station: full from the morning rush until the evening.</summary>
    public static DayRhythm Commuting { get; } = new(
        [.10, .09, .08, .08, .10, .22, .48, .80, .95, .98, .98, .97, .96, .96, .95, .94, .88, .70, .46, .32, .24, .18, .14, .12]);

    /// <summary>A hospital: two visiting times.</summary>
    public static DayRhythm Visiting { get; } = new(
        [.20, .18, .16, .16, .16, .18, .26, .42, .60, .78, .90, .88, .70, .64, .72, .88, .94, .90, .82, .66, .48, .36, .28, .24]);

    /// <summary>The share at a time of day, with straight lines between the hours.</summary>
    public double At(TimeSpan timeOfDay)
    {
        var hour = timeOfDay.Hours;
        var within = (timeOfDay - TimeSpan.FromHours(hour)).TotalHours;
        return (Shares[hour] * (1 - within)) + (Shares[(hour + 1) % Shares.Count] * within);
    }
}
