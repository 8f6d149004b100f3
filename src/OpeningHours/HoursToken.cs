namespace LiveParking.OpeningHours;

/// <summary>One word, number, comment or sign of a text.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">The original text; for a comment without its quotes.</param>
/// <param name="Value">The value of a number; -1 when it has more than four digits.</param>
/// <param name="Position">Its start, counted from 0.</param>
internal readonly record struct HoursToken(HoursTokenKind Kind, string Text, int Value, int Position)
{
    public bool Is(char sign) => Kind == HoursTokenKind.Sign && Text[0] == sign;

    public bool IsWord(string word) => Kind == HoursTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
