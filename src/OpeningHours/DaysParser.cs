namespace LiveParking.OpeningHours;

/// <summary>Parses the days of a rule: years, dates, weeks, then weekdays and holidays.</summary>
internal static class DaysParser
{
    /// <exception cref="HoursFaultException">A day is malformed.</exception>
    public static HoursRule Parse(HoursTokens tokens, HoursRule rule)
    {
        var start = tokens.Current;
        if (IsYear(tokens) && !DatesParser.BeginsWithYear(tokens))
            rule = rule with { Years = Years(tokens) };
        if (DatesParser.Begins(tokens))
            rule = rule with { Dates = DatesParser.Parse(tokens) };
        if (tokens.Current.IsWord("week") || tokens.Current.IsWord("weeks"))
            rule = rule with { Weeks = Weeks(tokens) };
        if (tokens.Current != start)
            tokens.TryTake(':');
        var days = tokens.Current;
        rule = Weekdays(tokens, rule);
        if (tokens.Current != days)
            tokens.TryTake(':');
        return rule;
    }

    public static bool IsYear(HoursTokens tokens, int ahead = 0) =>
        tokens.Peek(ahead) is { Kind: HoursTokenKind.Number, Text.Length: 4 } && !TimesParser.IsTime(tokens, ahead);

    /// <summary>Parses a year.</summary>
    public static int Year(HoursTokens tokens) => tokens.Number(1900, 2199, "a year");

    /// <summary>Parses <c>[1]</c>, <c>[-1]</c>, <c>[1,3]</c> or <c>[1-2]</c> if it follows.</summary>
    public static IReadOnlyList<int>? Places(HoursTokens tokens)
    {
        if (!tokens.TryTake('['))
            return null;
        var places = new List<int>();
        do
        {
            var sign = tokens.TryTake('-') ? -1 : 1;
            var first = tokens.Number(1, 5, "a place in the month");
            var last = sign > 0 && tokens.TryTake('-') ? tokens.Number(first, 5, "a place in the month") : first;
            for (var place = first; place <= last; place++)
                places.Add(sign * place);
        }
        while (tokens.TryTake(','));
        tokens.Require(']', "after the places in the month");
        return places;
    }

    private static List<YearRange> Years(HoursTokens tokens)
    {
        var years = new List<YearRange>();
        do
        {
            var first = Year(tokens);
            if (tokens.TryTake('+'))
                years.Add(new YearRange(first, int.MaxValue));
            else if (tokens.TryTake('-'))
                years.Add(new YearRange(first, tokens.Number(first, 2199, "a year"), Step(tokens)));
            else
                years.Add(new YearRange(first, first));
        }
        while (IsNext(tokens, IsYear(tokens, 1)));
        return years;
    }

    private static List<WeekRange> Weeks(HoursTokens tokens)
    {
        tokens.Skip(1);
        var weeks = new List<WeekRange>();
        do
        {
            var first = tokens.Number(1, 53, "a week");
            weeks.Add(tokens.TryTake('-') ? new WeekRange(first, tokens.Number(1, 53, "a week"), Step(tokens)) : new WeekRange(first, first));
        }
        while (IsNext(tokens, tokens.Peek(1).Kind == HoursTokenKind.Number && !IsYear(tokens, 1) && !TimesParser.IsTime(tokens, 1)));
        return weeks;
    }

    private static HoursRule Weekdays(HoursTokens tokens, HoursRule rule)
    {
        var weekdays = new List<WeekdayRange>();
        var holidays = new List<HolidayDays>();
        var only = false;
        while (true)
        {
            if (HoursWords.IsHoliday(tokens.Current))
            {
                holidays.Add(new HolidayDays(tokens.Take().IsWord("PH"), tokens.DayOffset()));
                // "SH Mo-Fr": the weekdays within the holidays.
                only |= weekdays.Count == 0 && HoursWords.IsWeekday(tokens.Current, out _);
                if (only && HoursWords.IsWeekday(tokens.Current, out _))
                    continue;
            }
            else if (HoursWords.IsWeekday(tokens.Current, out var first))
            {
                weekdays.Add(Weekday(tokens, first));
            }
            else
            {
                break;
            }

            if (!IsNext(tokens, HoursWords.IsHoliday(tokens.Peek(1)) || HoursWords.IsWeekday(tokens.Peek(1), out _)))
                break;
        }

        return rule with { Weekdays = weekdays, Holidays = holidays, OnlyWeekdaysInHolidays = only };
    }

    private static WeekdayRange Weekday(HoursTokens tokens, DayOfWeek first)
    {
        tokens.Skip(1);
        var offset = tokens.DayOffset();
        if (offset == 0 && tokens.TryTake('-'))
        {
            if (!HoursWords.IsWeekday(tokens.Current, out var last))
                throw tokens.Unexpected("a weekday");
            tokens.Skip(1);
            return new WeekdayRange(first, last);
        }

        var places = Places(tokens);
        return new WeekdayRange(first, first, places, places is null ? offset : tokens.DayOffset());
    }

    private static int Step(HoursTokens tokens) => tokens.TryTake('/') ? tokens.Number(1, 99, "a step") : 1;

    /// <summary>Consumes a comma that is followed by another item of the same kind.</summary>
    private static bool IsNext(HoursTokens tokens, bool more) => more && tokens.TryTake(',');
}
