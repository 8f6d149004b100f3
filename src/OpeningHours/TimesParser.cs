namespace LiveParking.OpeningHours;

/// <summary>Parses the spans of a rule: <c>08:00-12:00,13:00-18:00</c>, <c>22:00-02:00</c>, <c>20:00-26:00</c>, <c>08:00+</c>.</summary>
internal static class TimesParser
{
    private const int MaxSpans = 64;

    private static readonly string[] SunWords = ["dawn", "sunrise", "sunset", "dusk"];

    public static bool IsAroundTheClock(HoursTokens tokens) =>
        tokens.Current is { Kind: HoursTokenKind.Number, Value: 24 } && tokens.Peek(1).Is('/') && tokens.Peek(2) is { Kind: HoursTokenKind.Number, Value: 7 };

    /// <summary>
    /// Whether a time begins this many tokens ahead. In <c>Dec 25: 10:00-12:00</c> the first colon is only a separator.
    /// </summary>
    public static bool IsTime(HoursTokens tokens, int ahead = 0) =>
        IsSunTime(tokens, ahead)
        || (tokens.Peek(ahead).Kind == HoursTokenKind.Number && tokens.Peek(ahead + 1).Is(':')
            && tokens.Peek(ahead + 2).Kind == HoursTokenKind.Number && !tokens.Peek(ahead + 3).Is(':'));

    /// <summary>The spans; empty when no time begins here.</summary>
    /// <exception cref="HoursFaultException">A time is malformed.</exception>
    public static IReadOnlyList<OpenSpan> Parse(HoursTokens tokens)
    {
        if (!IsTime(tokens))
            return [];
        var spans = new List<OpenSpan>();
        Span(tokens, spans);
        while (tokens.Current.Is(',') && IsTime(tokens, 1))
        {
            tokens.Skip(1);
            Span(tokens, spans);
            if (spans.Count > MaxSpans)
                throw new HoursFaultException(tokens.Current.Position, $"a rule has at most {MaxSpans} spans.");
        }

        return spans;
    }

    private static void Span(HoursTokens tokens, List<OpenSpan> spans)
    {
        var start = Time(tokens, lastHour: 23);
        if (tokens.TryTake('+'))
        {
            spans.Add(OpenSpan.OpenEnd(start));
            return;
        }

        if (!tokens.Current.Is('-'))
            throw tokens.Unexpected("'-' and an end (08:00-18:00), or '+' for an open end,");
        tokens.Skip(1);
        var at = tokens.Current.Position;
        var end = Time(tokens, lastHour: 48);
        if (end <= start)
            end += OpenSpan.Day;
        if (end > 2 * OpenSpan.Day)
            throw new HoursFaultException(at, "a span ends at 48:00 at the latest.");
        if (tokens.Current.Is('/'))
            throw tokens.Unexpected("the end of the span (points in time, as in 10:00-16:00/90, say nothing about being open)");
        spans.Add(new OpenSpan(start, end));
        if (tokens.TryTake('+') && end < 2 * OpenSpan.Day)
            spans.Add(OpenSpan.OpenEnd(end));
    }

    /// <summary>Minutes since midnight.</summary>
    private static int Time(HoursTokens tokens, int lastHour)
    {
        if (IsSunTime(tokens, 0))
        {
            throw new HoursFaultException(
                tokens.Current.Position, "times of the sun are not supported, because a guess would show open what is closed; write times of the clock.");
        }

        var hour = tokens.Number(0, lastHour, "an hour");
        tokens.Require(':', "between hour and minute");
        if (tokens.Current.Text.Length != 2)
            throw tokens.Unexpected("a minute of two digits");
        return (hour * 60) + tokens.Number(0, hour == 48 ? 0 : 59, "a minute");
    }

    private static bool IsSunTime(HoursTokens tokens, int ahead)
    {
        if (tokens.Peek(ahead).Is('('))
            ahead++;
        var token = tokens.Peek(ahead);
        return Array.Exists(SunWords, token.IsWord);
    }
}
