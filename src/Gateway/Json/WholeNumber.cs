using System.Text.Json;

namespace LiveParking.Gateway.Json;

/// <summary>
/// Parses whole numbers in any JSON notation: 7.0 and 7e0 are 7, because some writers only know floating point. 7.5 is not a whole number.
/// </summary>
internal static class WholeNumber
{
    /// <summary>Parses the reader's current number; false when it is not a 32-bit whole number.</summary>
    public static bool TryGet(ref Utf8JsonReader reader, out int number)
    {
        number = 0;
        return reader.TokenType == JsonTokenType.Number
            && (reader.TryGetInt32(out number) || (reader.TryGetDecimal(out var written) && TryRound(written, out number)));
    }

    /// <inheritdoc cref="TryGet(ref Utf8JsonReader, out int)"/>
    public static bool TryGet(JsonElement value, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number
            && (value.TryGetInt32(out number) || (value.TryGetDecimal(out var written) && TryRound(written, out number)));
    }

    private static bool TryRound(decimal written, out int number)
    {
        var isWhole = written is >= int.MinValue and <= int.MaxValue && decimal.Truncate(written) == written;
        number = isWhole ? (int)written : 0;
        return isWhole;
    }
}
