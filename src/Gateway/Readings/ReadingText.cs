using System.Text.Json;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>Reads the words, texts and times of readings where a JSON reader stands.</summary>
internal static class ReadingText
{
    private static readonly int ShortestTime = "2026-11-22T08:15Z".Length;

    /// <summary>The field that a property name means; none for a name that nobody asks for.</summary>
    public static ReadingField FieldOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
            return ReadingField.Id;
        if (reader.ValueTextEquals("sensorId"u8))
            return ReadingField.SensorId;
        if (reader.ValueTextEquals("at"u8))
            return ReadingField.At;
        if (reader.ValueTextEquals("kind"u8))
            return ReadingField.Kind;
        if (reader.ValueTextEquals("count"u8))
            return ReadingField.Count;
        if (reader.ValueTextEquals("occupied"u8))
            return ReadingField.Occupied;
        if (reader.ValueTextEquals("location"u8))
            return ReadingField.Location;
        if (reader.ValueTextEquals("level"u8))
            return ReadingField.Level;
        if (reader.ValueTextEquals("spotId"u8))
            return ReadingField.SpotId;
        if (reader.ValueTextEquals("battery"u8))
            return ReadingField.Battery;
        return reader.ValueTextEquals("spotType"u8) ? ReadingField.SpotType : ReadingField.None;
    }

    /// <summary>A text; null for other types and for what is no Unicode.</summary>
    public static string? GetText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
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
        if (reader.ValueTextEquals("entry"u8))
            kind = ReadingKind.Entry;
        else if (reader.ValueTextEquals("exit"u8))
            kind = ReadingKind.Exit;
        else if (reader.ValueTextEquals("count"u8))
            kind = ReadingKind.Count;
        else if (reader.ValueTextEquals("spot"u8))
            kind = ReadingKind.Spot;
        else if (reader.ValueTextEquals("heartbeat"u8))
            kind = ReadingKind.Heartbeat;
        else
            return false;
        return true;
    }

    /// <summary>A time, which needs an offset: a sensor's local time means nothing here.</summary>
    public static bool TryGetTime(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped)
            return false;
        var text = reader.ValueSpan;
        return text.Length >= ShortestTime && (text[^1] == 'Z' || text[^6] is (byte)'+' or (byte)'-') && reader.TryGetDateTimeOffset(out time);
    }
}
