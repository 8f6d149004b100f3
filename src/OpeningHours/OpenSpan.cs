namespace LiveParking.OpeningHours;

/// <summary>A span of a day, in minutes since its midnight; an end above 1,440 is in the next day. The end is exclusive.</summary>
/// <param name="Start">0 to 1,439.</param>
/// <param name="End">More than the start, at most 2,880.</param>
/// <param name="IsGuess">Whether it follows an open end (<c>08:00+</c>), so that its end is unknown.</param>
internal readonly record struct OpenSpan(int Start, int End, bool IsGuess = false)
{
    /// <summary>Minutes of a day.</summary>
    public const int Day = 24 * 60;

    /// <summary>
    /// The assumed span after an open end, as in other evaluators of these texts: up to midnight; from 17:00 on 10 hours, from 22:00 on 8 hours.
    /// </summary>
    public static OpenSpan OpenEnd(int start) => new(
        start,
        start >= 22 * 60 ? Math.Min(start + (8 * 60), 2 * Day) : start >= 17 * 60 ? start + (10 * 60) : Day,
        IsGuess: true);
}
