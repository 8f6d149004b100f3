using System.Globalization;

namespace LiveParking.OpeningHours;

/// <summary>An opening-hours text as tokens, with a current position.</summary>
internal sealed class HoursTokens
{
    private readonly List<HoursToken> _tokens = [];
    private int _next;

    /// <exception cref="HoursFaultException">A comment does not end.</exception>
    public HoursTokens(string text)
    {
        var index = 0;
        while (index < text.Length)
        {
            if (char.IsWhiteSpace(text[index]))
            {
                index++;
                continue;
            }

            var token = Read(text, index, out var end);
            _tokens.Add(token);
            index = end;
        }

        _tokens.Add(new HoursToken(HoursTokenKind.End, "", -1, text.Length));
    }

    /// <summary>The current token.</summary>
    public HoursToken Current => Peek(0);

    public HoursToken Peek(int ahead) => _tokens[Math.Min(_next + ahead, _tokens.Count - 1)];

    public HoursToken Take()
    {
        var token = Current;
        Skip(1);
        return token;
    }

    public void Skip(int tokens) => _next = Math.Min(_next + tokens, _tokens.Count - 1);

    /// <summary>Consumes a sign if it is the next token.</summary>
    public bool TryTake(char sign)
    {
        if (!Current.Is(sign))
            return false;
        Skip(1);
        return true;
    }

    /// <exception cref="HoursFaultException">Another token follows.</exception>
    public void Require(char sign, string purpose)
    {
        if (!TryTake(sign))
            throw Unexpected($"'{sign}' {purpose}");
    }

    /// <summary>Consumes a number within a range.</summary>
    /// <exception cref="HoursFaultException">Another token follows.</exception>
    public int Number(int least, int most, string what)
    {
        var token = Current;
        if (token.Kind != HoursTokenKind.Number || token.Value < least || token.Value > most)
            throw Unexpected($"{what} from {least} to {most}");
        Skip(1);
        return token.Value;
    }

    /// <summary>Consumes <c>+1 day</c> or <c>-2 days</c> if it follows; otherwise 0.</summary>
    public int DayOffset()
    {
        if (!(Current.Is('+') || Current.Is('-')) || Peek(1).Kind != HoursTokenKind.Number || !(Peek(2).IsWord("day") || Peek(2).IsWord("days")))
            return 0;
        var sign = Take().Is('-') ? -1 : 1;
        var days = sign * Number(1, 366, "a number of days");
        Skip(1);
        return days;
    }

    /// <summary>The error that another token is expected here.</summary>
    public HoursFaultException Unexpected(string expected)
    {
        var token = Current;
        var found = token.Kind switch
        {
            HoursTokenKind.End => "the text ends",
            HoursTokenKind.Comment => "a comment stands",
            _ => $"'{(token.Text.Length <= 20 ? token.Text : token.Text[..20] + "…")}' stands",
        };
        return new HoursFaultException(token.Position, $"{expected} is expected, but {found} here.");
    }

    private static HoursToken Read(string text, int start, out int end)
    {
        var first = text[start];
        end = start + 1;
        if (char.IsAsciiDigit(first))
        {
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            var digits = text[start..end];
            return new HoursToken(HoursTokenKind.Number, digits, digits.Length <= 4 ? int.Parse(digits, CultureInfo.InvariantCulture) : -1, start);
        }

        if (char.IsAsciiLetter(first))
        {
            while (end < text.Length && char.IsAsciiLetter(text[end]))
                end++;
            return new HoursToken(HoursTokenKind.Word, text[start..end], -1, start);
        }

        if (first == '"')
        {
            var close = text.IndexOf('"', start + 1);
            if (close < 0)
                throw new HoursFaultException(start, "the comment that begins here has no closing quote.");
            end = close + 1;
            return new HoursToken(HoursTokenKind.Comment, text[(start + 1)..close], -1, start);
        }

        // People paste dashes of every kind.
        return new HoursToken(HoursTokenKind.Sign, first is '–' or '—' or '‐' or '‑' or '−' ? "-" : first.ToString(), -1, start);
    }
}
