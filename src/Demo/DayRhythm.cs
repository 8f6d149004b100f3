namespace LiveParking.Demo;

/// <summary>The target occupancy of a car park, hour by hour of a local day.</summary>
/// <param name="Shares">24 shares of the capacity, 0 to 1, at the full hours from midnight.</param>
internal sealed record DayRhythm(IReadOnlyList<double> Shares)
{
    /// <summary>A mall with residents: fills from ten, fullest in the early evening.</summary>
    public static DayRhythm Shopping { get; } = new(
        [.30, .28, .26, .26, .26, .26, .26, .27, .28, .32, .42, .52, .66, .72, .70, .68, .72, .82, .93, .97, .88, .66, .46, .34]);

    /// <summary>A station: full from the morning rush until the evening.</summary>
    public static DayRhythm Commuting { get; } = new(
        [.34, .32, .30, .30, .32, .40, .58, .80, .95, .98, .98, .97, .96, .96, .95, .94, .88, .72, .56, .46, .42, .38, .36, .35]);

    /// <summary>A hospital: two visiting times.</summary>
    public static DayRhythm Visiting { get; } = new(
        [.36, .34, .32, .32, .32, .34, .40, .48, .60, .78, .90, .88, .70, .64, .72, .88, .94, .90, .82, .66, .52, .46, .40, .38]);

    /// <summary>The share at a time of day, interpolated linearly between the hours.</summary>
    public double At(TimeSpan timeOfDay)
    {
        var hour = timeOfDay.Hours;
        var within = (timeOfDay - TimeSpan.FromHours(hour)).TotalHours;
        return (Shares[hour] * (1 - within)) + (Shares[(hour + 1) % Shares.Count] * within);
    }
}
