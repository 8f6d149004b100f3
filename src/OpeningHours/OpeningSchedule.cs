using System.Diagnostics.CodeAnalysis;

namespace LiveParking.OpeningHours;

/// <summary>
/// Opening hours in the syntax of OpenStreetMap's <c>opening_hours</c>. Immutable apart from a cache of the last answer; safe to share.
/// </summary>
/// <remarks>
/// Local time decides. A span until 02:30 closes each time the local clock shows 02:30, which is twice in the night with a repeated hour. A time in a
/// skipped hour becomes the time after the jump. See <c>docs/decisions/opening-hours.md</c>.
/// </remarks>
public sealed class OpeningSchedule
{
    /// <summary>Maximum text length, in characters.</summary>
    public const int MaxTextLength = 1000;

    /// <summary>How far <see cref="NextChangeAfter"/> looks ahead.</summary>
    private const int YearsAhead = 40;

    private readonly IReadOnlyList<HoursRule> _rules;
    private readonly Holidays _holidays;
    private Answer? _last;

    private OpeningSchedule(string text, IReadOnlyList<HoursRule> rules, Holidays holidays)
    {
        Text = text;
        _holidays = holidays;
        _rules = [.. rules.Where(rule => !rule.IsNever(holidays))];
    }

    /// <summary>The parsed text.</summary>
    public string Text { get; }

    /// <summary>Parses a text. Never throws.</summary>
    /// <param name="text">The text, at most <see cref="MaxTextLength"/> characters.</param>
    /// <param name="hours">The parsed hours.</param>
    /// <param name="fault">The error: its character position, counted from 1, and the reason, as a sentence.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OpeningSchedule? hours, [NotNullWhen(false)] out string? fault)
    {
        hours = null;
        fault = null;
        if (text is null || text.Length > MaxTextLength)
        {
            fault = $"Opening hours are a text of at most {MaxTextLength} characters.";
            return false;
        }

        try
        {
            hours = new OpeningSchedule(text, HoursParser.Parse(text), Holidays.None);
            return true;
        }
        catch (HoursFaultException exception)
        {
            fault = $"At character {exception.Position + 1}: {exception.Message}";
            return false;
        }
    }

    /// <summary>The same hours with known holidays. Without them, <c>PH</c> and <c>SH</c> match no day.</summary>
    public OpeningSchedule With(Holidays holidays) => new(Text, HoursParser.Parse(Text), holidays);

    /// <summary>
    /// Whether it is not closed. An <see cref="OpeningState.Unknown"/> state counts as open: a wrong "closed" sends drivers away.
    /// </summary>
    /// <param name="utc">The moment.</param>
    /// <param name="zone">The time zone of the location.</param>
    public bool IsOpenAt(DateTimeOffset utc, TimeZoneInfo zone) => StateAt(utc, zone) != OpeningState.Closed;

    /// <summary>The state at a moment.</summary>
    public OpeningState StateAt(DateTimeOffset utc, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(utc, zone);
        var day = Clamp(DateOnly.FromDateTime(local.DateTime));
        return DayPlan.Of(day, _rules, _holidays).At((local.Hour * 60) + local.Minute);
    }

    /// <summary>
    /// The first moment after <paramref name="utc"/> at which <see cref="IsOpenAt"/> changes; null when it does not change within 40 years.
    /// </summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset utc, TimeZoneInfo zone)
    {
        if (_rules.All(rule => rule.IsAlways))
            return null;
        if (Volatile.Read(ref _last) is { } last && last.Zone.Equals(zone) && utc >= last.From && !(utc >= last.Until))
            return last.Until;
        var until = FindChange(utc.ToUniversalTime(), zone);
        Volatile.Write(ref _last, new Answer(zone, utc, until));
        return until;
    }

    private DateTimeOffset? FindChange(DateTimeOffset utc, TimeZoneInfo zone)
    {
        var now = IsOpenAt(utc, zone);
        var day = Clamp(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(utc, zone).DateTime));
        for (var end = Clamp(day.AddYears(YearsAhead)); day < end; day = day.AddDays(1))
        {
            var plan = DayPlan.Of(day, _rules, _holidays);
            foreach (var moment in WallClock.Moments(day, plan.Boundaries, zone))
            {
                if (moment > utc && IsOpenAt(moment, zone) != now)
                    return moment;
            }
        }

        return null;
    }

    /// <summary>Keeps a day far enough from the ends of the calendar.</summary>
    private static DateOnly Clamp(DateOnly day)
    {
        var first = new DateOnly(3, 1, 1);
        var last = new DateOnly(9990, 1, 1);
        return day < first ? first : day > last ? last : day;
    }

    /// <summary>The last answer: the state does not change between two moments.</summary>
    private sealed record Answer(TimeZoneInfo Zone, DateTimeOffset From, DateTimeOffset? Until);
}
