using System.Text.Json;

namespace LiveParking.Gateway.Api;

/// <summary>Reads whole numbers however they are written: 7.0 and 7e0 are 7, as writers that know floating point only put it; 7.5 is none.</summary>
internal static class WholeNumber
{
    /// <summary>Reads the number on which a reader stands; false for what is no whole number of 32 bits.</summary>
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
