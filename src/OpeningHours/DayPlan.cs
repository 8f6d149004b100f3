namespace LiveParking.OpeningHours;

/// <summary>
/// The rules of one day, spans in rule order. The last matching span wins. A fallback span applies only where the day is closed. A normal open rule
/// replaces all earlier rules.
/// </summary>
internal sealed class DayPlan
{
    private readonly List<Entry> _entries = [];

    private DayPlan()
    {
    }

    /// <summary>The minutes since midnight at which the state may change, including 0; unordered.</summary>
    public IEnumerable<int> Boundaries => _entries.SelectMany(entry => new[] { entry.Start, entry.End }).Append(0).Where(minute => minute < OpenSpan.Day).Distinct();

    /// <summary>The plan of a day. It includes spans of the previous day that continue after midnight.</summary>
    public static DayPlan Of(DateOnly day, IReadOnlyList<HoursRule> rules, Holidays holidays)
    {
        var plan = new DayPlan();
        foreach (var rule in rules)
            plan.Add(rule, rule.Holds(day, holidays), rule.Spans.Any(span => span.End > OpenSpan.Day) && rule.Holds(day.AddDays(-1), holidays));
        return plan;
    }

    public OpeningState At(int minute)
    {
        var state = OpeningState.Closed;
        foreach (var entry in _entries)
        {
            if (minute >= entry.Start && minute < entry.End && (state == OpeningState.Closed || !entry.IsFallback))
                state = entry.State;
        }

        return state;
    }

    private void Add(HoursRule rule, bool today, bool yesterday)
    {
        if (today && rule is { Link: RuleLink.Normal, State: not OpeningState.Closed })
            _entries.Clear();
        if (today && rule.Spans.Count == 0)
            Add(rule, new OpenSpan(0, OpenSpan.Day));
        foreach (var span in rule.Spans)
        {
            if (today)
                Add(rule, span);
            if (yesterday && span.End > OpenSpan.Day)
                Add(rule, span with { Start = Math.Max(span.Start, OpenSpan.Day) - OpenSpan.Day, End = span.End - OpenSpan.Day });
        }
    }

    private void Add(HoursRule rule, OpenSpan span) =>
        _entries.Add(new Entry(
            span.Start,
            Math.Min(span.End, OpenSpan.Day),
            span.IsGuess && rule.State == OpeningState.Open ? OpeningState.Unknown : rule.State,
            rule.Link == RuleLink.Fallback));

    private readonly record struct Entry(int Start, int End, OpeningState State, bool IsFallback);
}
