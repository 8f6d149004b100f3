namespace LiveParking.OpeningHours;

/// <summary>Parses months and dates: <c>Jan</c>, <c>Oct-Mar</c>, <c>Dec 24-26</c>, <c>Dec 24-Jan 02</c>, <c>2026 Dec 20-2027 Jan 10</c>.</summary>
internal static class DatesParser
{
    /// <summary>Whether a month or Easter follows, with or without a year.</summary>
    public static bool Begins(HoursTokens tokens) => IsDate(tokens, 0) || BeginsWithYear(tokens);

    /// <summary>Whether a year of a date follows: <c>2026 Dec 24</c>.</summary>
    public static bool BeginsWithYear(HoursTokens tokens) => DaysParser.IsYear(tokens) && IsDate(tokens, 1);

    /// <exception cref="HoursFaultException">It is not a date.</exception>
    public static IReadOnlyList<DateRange> Parse(HoursTokens tokens)
    {
        var ranges = new List<DateRange>();
        ranges.Add(Range(tokens, year: null));
        while (tokens.Current.Is(','))
        {
            var year = ranges[^1].From.Year;
            if (IsDate(tokens, 1) || (DaysParser.IsYear(tokens, 1) && IsDate(tokens, 2)))
            {
                tokens.Skip(1);
                ranges.Add(Range(tokens, year));
            }
            else if (IsDay(tokens, 1) && ranges[^1] is var last && (last.To ?? last.From) is { Day: not null } before)
            {
                // "Dec 25,26": another day of the same month.
                tokens.Skip(1);
                ranges.Add(Ranged(tokens, new DatePoint(before.Year ?? year, before.Month, Day(tokens, before.Month), Offset: tokens.DayOffset())));
            }
            else
            {
                break;
            }
        }

        return ranges;
    }

    private static DateRange Range(HoursTokens tokens, int? year) => Ranged(tokens, Point(tokens, year, first: null));

    private static DateRange Ranged(HoursTokens tokens, DatePoint first)
    {
        if (tokens.Current.Is('+'))
            throw tokens.Unexpected("the end of the date");
        if (!tokens.TryTake('-'))
            return new DateRange(first, To: null);
        if (first is { Month: > 0, Day: not null } && IsDay(tokens, 0))
        {
            var at = tokens.Current.Position;
            var day = Day(tokens, first.Month);
            if (day < first.Day)
                throw new HoursFaultException(at, "the last day of a range comes before its first; name the month too.");
            return new DateRange(first, first with { Year = null, Day = day, Offset = tokens.DayOffset() });
        }

        var start = tokens.Current.Position;
        var to = Point(tokens, year: null, first);
        if (to.Year < first.Year || (to.Year is not null && first.Year is null))
            throw new HoursFaultException(start, "a range with years needs a year at its beginning that is not after the one at its end.");
        return new DateRange(first, to);
    }

    /// <param name="tokens">The text.</param>
    /// <param name="year">The preceding year.</param>
    /// <param name="first">The start of the range that this point ends.</param>
    private static DatePoint Point(HoursTokens tokens, int? year, DatePoint? first)
    {
        if (DaysParser.IsYear(tokens))
            year = DaysParser.Year(tokens);
        if (tokens.Current.IsWord("easter"))
        {
            tokens.Skip(1);
            return new DatePoint(year, 0, Offset: tokens.DayOffset());
        }

        if (!HoursWords.IsMonth(tokens.Current, out var month))
            throw tokens.Unexpected("a month");
        tokens.Skip(1);
        if (IsDay(tokens, 0))
            return new DatePoint(year, month, Day(tokens, month), Offset: tokens.DayOffset());
        return IsEndOfRange(tokens, first, out var weekday)
            ? NthWeekday(tokens, new DatePoint(year, month, Weekday: weekday))
            : new DatePoint(year, month);
    }

    private static DatePoint NthWeekday(HoursTokens tokens, DatePoint point)
    {
        tokens.Skip(1);
        var at = tokens.Current.Position;
        var places = DaysParser.Places(tokens)!;
        if (places.Count != 1)
            throw new HoursFaultException(at, "an end of a range is one day: one place in the month is needed.");
        return point with { Place = places[0], Offset = tokens.DayOffset() };
    }

    /// <summary>
    /// Whether a weekday is an end of a range of dates, as in <c>Mar Su[-1]-Oct Su[-1]</c>. In <c>Mar Su[-1] 10:00-12:00</c> and
    /// <c>Mar-Oct Su[-1]</c> it is not part of the range.
    /// </summary>
    private static bool IsEndOfRange(HoursTokens tokens, DatePoint? first, out DayOfWeek weekday)
    {
        if (!HoursWords.IsWeekday(tokens.Current, out weekday) || !tokens.Peek(1).Is('['))
            return false;
        if (first is not null)
            return first.Month == 0 || first.Day is not null || first.Place != 0;
        var after = tokens.Peek(2).Is('-') ? 5 : 4;
        if (tokens.Peek(after + 2).IsWord("day") || tokens.Peek(after + 2).IsWord("days"))
            after += 3;
        return tokens.Peek(after).Is('-') && (IsDate(tokens, after + 1) || DaysParser.IsYear(tokens, after + 1));
    }

    private static int Day(HoursTokens tokens, int month) =>
        tokens.Number(1, month == 2 ? 29 : month is 4 or 6 or 9 or 11 ? 30 : 31, "a day of the month");

    private static bool IsDate(HoursTokens tokens, int ahead) =>
        tokens.Peek(ahead).IsWord("easter") || HoursWords.IsMonth(tokens.Peek(ahead), out _);

    private static bool IsDay(HoursTokens tokens, int ahead) =>
        tokens.Peek(ahead) is { Kind: HoursTokenKind.Number, Text.Length: <= 2 } && !TimesParser.IsTime(tokens, ahead);
}
