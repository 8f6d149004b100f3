using System.Text.Json;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>Parses the words, texts and times of readings at a JSON reader's current token.</summary>
internal static class ReadingText
{
    private static readonly int MinTime = "2026-11-22T08:15Z".Length;

    /// <summary>Whether a text or name is this word of ASCII letters. Never throws, even for escapes with invalid Unicode.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> word)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan.SequenceEqual(word);
        return GetText(ref reader) is { } text && text.Length == word.Length && System.Text.Ascii.Equals(word, text);
    }

    /// <summary>The field with a property name; none for an unknown name.</summary>
    public static ReadingField FieldOf(ref Utf8JsonReader reader)
    {
        if (Is(ref reader, "id"u8))
            return ReadingField.Id;
        if (Is(ref reader, "sensorId"u8))
            return ReadingField.SensorId;
        if (Is(ref reader, "at"u8))
            return ReadingField.At;
        if (Is(ref reader, "kind"u8))
            return ReadingField.Kind;
        if (Is(ref reader, "count"u8))
            return ReadingField.Count;
        if (Is(ref reader, "occupied"u8))
            return ReadingField.Occupied;
        if (Is(ref reader, "location"u8))
            return ReadingField.Location;
        if (Is(ref reader, "level"u8))
            return ReadingField.Level;
        if (Is(ref reader, "spotId"u8))
            return ReadingField.SpotId;
        if (Is(ref reader, "battery"u8))
            return ReadingField.Battery;
        return Is(ref reader, "spotType"u8) ? ReadingField.SpotType : ReadingField.None;
    }

    /// <summary>A text; null for other types and for invalid Unicode.</summary>
    public static string? GetText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return null;
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or bytes that are not UTF-8.
            return null;
        }
    }

    /// <summary>A kind of reading.</summary>
    public static bool TryGetKind(ref Utf8JsonReader reader, out ReadingKind kind)
    {
        kind = default;
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (Is(ref reader, "entry"u8))
            kind = ReadingKind.Entry;
        else if (Is(ref reader, "exit"u8))
            kind = ReadingKind.Exit;
        else if (Is(ref reader, "count"u8))
            kind = ReadingKind.Count;
        else if (Is(ref reader, "spot"u8))
            kind = ReadingKind.Spot;
        else if (Is(ref reader, "heartbeat"u8))
            kind = ReadingKind.Heartbeat;
        else
            return false;
        return true;
    }

    /// <summary>A time with an offset. A sensor's local time without an offset is not accepted.</summary>
    public static bool TryGetTime(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (reader.ValueIsEscaped)
        {
            // Many writers escape the plus sign of an offset.
            return GetText(ref reader) is { } text && HasOffset<char>(text) && reader.TryGetDateTimeOffset(out time);
        }

        return HasOffset(reader.ValueSpan) && reader.TryGetDateTimeOffset(out time);
    }

    private static bool HasOffset<T>(ReadOnlySpan<T> text)
        where T : System.Numerics.IBinaryInteger<T> =>
        text.Length >= MinTime
        && (text[^1] == T.CreateTruncating('Z') || text[^6] == T.CreateTruncating('+') || text[^6] == T.CreateTruncating('-'));
}
