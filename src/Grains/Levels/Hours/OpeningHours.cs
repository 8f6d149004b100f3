using System.Diagnostics.CodeAnalysis;

namespace LiveParking.Grains.Levels.Hours;

/// <summary>
/// When a place is open, in the syntax of OpenStreetMap's <c>opening_hours</c>. Immutable but for a memory of the last answer; safe to share.
/// </summary>
/// <remarks>
/// The clock on the wall decides: what is open until 02:30 closes each time that clock shows 02:30, twice in the night in which an hour is
/// repeated; a time in an hour that is skipped is where the clock jumps to. See <c>docs/decisions/opening-hours.md</c>.
/// </remarks>
internal sealed class OpeningHours
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int LongestText = 1000;

    /// <summary>How far <see cref="NextChangeAfter"/> looks ahead.</summary>
    private const int YearsAhead = 40;

    private readonly IReadOnlyList<HoursRule> _rules;
    private readonly Holidays _holidays;
    private Answer? _last;

    private OpeningHours(string text, IReadOnlyList<HoursRule> rules, Holidays holidays)
    {
        Text = text;
        _holidays = holidays;
        _rules = [.. rules.Where(rule => !rule.IsNever(holidays))];
    }

    /// <summary>The text that was read.</summary>
    public string Text { get; }

    /// <summary>Reads a text. Never throws.</summary>
    /// <param name="text">The text, at most <see cref="LongestText"/> characters.</param>
    /// <param name="hours">What it says.</param>
    /// <param name="fault">At which character, counted from 1, it is wrong, and why: a sentence.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OpeningHours? hours, [NotNullWhen(false)] out string? fault)
    {
        hours = null;
        fault = null;
        if (text is null || text.Length > LongestText)
        {
            fault = $"Opening hours are a text of at most {LongestText} characters.";
            return false;
        }

        try
        {
            hours = new OpeningHours(text, HoursParser.Parse(text), Holidays.None);
            return true;
        }
        catch (HoursFaultException exception)
        {
            fault = $"At character {exception.Position + 1}: {exception.Message}";
            return false;
        }
    }

    /// <summary>The same hours where it is known which days are holidays. Without, <c>PH</c> and <c>SH</c> stand for no day.</summary>
    public OpeningHours With(Holidays holidays) => new(Text, HoursParser.Parse(Text), holidays);

    /// <summary>
    /// Whether it is not closed. What the text leaves open (<see cref="OpeningState.Unknown"/>) counts as open: "closed" shown where it is not true
    /// sends drivers away.
    /// </summary>
    /// <param name="utc">The moment.</param>
    /// <param name="zone">Where the clock on the wall hangs.</param>
    public bool IsOpenAt(DateTimeOffset utc, TimeZoneInfo zone) => StateAt(utc, zone) != OpeningState.Closed;

    /// <summary>What the text says about a moment.</summary>
    public OpeningState StateAt(DateTimeOffset utc, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(utc, zone);
        var day = Clamp(DateOnly.FromDateTime(local.DateTime));
        return DayPlan.Of(day, _rules, _holidays).At((local.Hour * 60) + local.Minute);
    }

    /// <summary>
    /// The first moment after <paramref name="utc"/> at which <see cref="IsOpenAt"/> becomes another; null when it does not within 40 years.
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

    /// <summary>Keeps the days around a day inside the calendar.</summary>
    private static DateOnly Clamp(DateOnly day)
    {
        var first = new DateOnly(3, 1, 1);
        var last = new DateOnly(9990, 1, 1);
        return day < first ? first : day > last ? last : day;
    }

    /// <summary>What was found last: nothing changes between two moments.</summary>
    private sealed record Answer(TimeZoneInfo Zone, DateTimeOffset From, DateTimeOffset? Until);
}
