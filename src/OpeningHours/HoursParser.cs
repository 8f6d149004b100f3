namespace LiveParking.OpeningHours;

/// <summary>
/// Parses the rules of a text by recursive descent, after the grammar of https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
/// </summary>
internal static class HoursParser
{
    /// <exception cref="HoursFaultException">The text is not opening hours.</exception>
    public static IReadOnlyList<HoursRule> Parse(string text)
    {
        var tokens = new HoursTokens(text);
        var rules = new List<HoursRule>();
        var link = RuleLink.Normal;
        do
        {
            rules.Add(Rule(tokens, link));
        }
        while (TryTakeLink(tokens, out link));
        return rules;
    }

    private static bool TryTakeLink(HoursTokens tokens, out RuleLink link)
    {
        link = RuleLink.Normal;
        if (tokens.Current.Kind == HoursTokenKind.End)
            return false;
        if (tokens.TryTake(';'))
            return tokens.Current.Kind != HoursTokenKind.End;
        if (tokens.TryTake(','))
        {
            link = RuleLink.Additional;
            return true;
        }

        if (tokens.Current.Is('|') && tokens.Peek(1).Is('|'))
        {
            tokens.Skip(2);
            link = RuleLink.Fallback;
            return true;
        }

        throw tokens.Unexpected("';', ',' or '||' before another rule");
    }

    private static HoursRule Rule(HoursTokens tokens, RuleLink link)
    {
        var start = tokens.Current;
        if (tokens.Current.Kind == HoursTokenKind.Comment && tokens.Peek(1).Is(':'))
            tokens.Skip(2);
        var rule = DaysParser.Parse(tokens, new HoursRule(link));
        if (TimesParser.IsAroundTheClock(tokens))
            tokens.Skip(3);
        else
            rule = rule with { Spans = TimesParser.Parse(tokens) };
        if (tokens.Current.Kind == HoursTokenKind.Number)
            throw tokens.Unexpected("a time of the form 08:00-18:00");
        rule = rule with { State = State(tokens) };
        return tokens.Current != start ? rule : throw tokens.Unexpected("a rule (24/7, a day, a time or off)");
    }

    /// <summary>Parses the state. A comment without a state word means that the hours are unknown.</summary>
    private static OpeningState State(HoursTokens tokens)
    {
        OpeningState? state = null;
        var token = tokens.Current;
        if (token.IsWord("open"))
            state = OpeningState.Open;
        else if (token.IsWord("off") || token.IsWord("closed"))
            state = OpeningState.Closed;
        else if (token.IsWord("unknown"))
            state = OpeningState.Unknown;
        if (state is not null)
            tokens.Skip(1);
        if (tokens.Current.Kind == HoursTokenKind.Comment)
        {
            tokens.Skip(1);
            state ??= OpeningState.Unknown;
        }

        return state ?? OpeningState.Open;
    }
}
