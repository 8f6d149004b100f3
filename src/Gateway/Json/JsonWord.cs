using System.Globalization;
using System.Text.Json;

namespace LiveParking.Gateway.Json;

/// <summary>
/// Texts, numbers and flags as words, for comparison. A number has one word in any notation: 1.0 and 1e0 are <c>1</c>, because networks such as
/// ChirpStack write every number with a decimal point.
/// </summary>
internal static class JsonWord
{
    /// <summary>The word of a value; null for other types and for invalid Unicode.</summary>
    public static string? Of(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.String } text => JsonFields.TryGetText(text, out var word) ? word : null,
        { ValueKind: JsonValueKind.Number } number => OfNumber(number.GetRawText()),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        _ => null,
    };

    /// <summary>The word of a number in JSON notation; other text stays unchanged.</summary>
    public static string OfNumber(string written)
    {
        // A whole number has only one notation. It may be an id with more digits than a number type holds.
        if (written.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
            return written == "-0" ? "0" : written;
        if (!decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return written;
        return number == 0 ? "0" : number.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    /// <summary>The alternative word of a flag: decoders write <c>true</c> or 1, <c>false</c> or 0; null for a text and any other number.</summary>
    public static string? OtherOf(JsonElement? json) => json is { ValueKind: JsonValueKind.String }
        ? null
        : Of(json) switch { "true" => "1", "false" => "0", "1" => "true", "0" => "false", _ => null };
}
