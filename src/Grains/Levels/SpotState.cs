using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>What the newest reading said of one spot. Stored as <c>[unix milliseconds, mark, taken + 2 × ahead, "type"]</c>.</summary>
/// <param name="At">The time by which it is ordered: the sensor's, or the arrival when the sensor's clock was ahead.</param>
/// <param name="Mark">Fingerprint of the reading, so that its repetition is seen.</param>
/// <param name="Taken">Whether it is taken.</param>
/// <param name="Type">Its type, where the sensor told.</param>
/// <param name="IsAhead">Whether the sensor's clock was ahead.</param>
[JsonConverter(typeof(SpotStateConverter))]
internal readonly record struct SpotState(DateTimeOffset At, long Mark, bool Taken, string? Type, bool IsAhead = false);

internal sealed class SpotStateConverter : JsonConverter<SpotState>
{
    public override SpotState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read())
            throw new JsonException("The state of a spot is an array.");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());
        reader.Read();
        var mark = reader.GetInt64();
        reader.Read();
        var flags = reader.GetInt32();
        reader.Read();
        string? type = null;
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            type = reader.GetString();
            reader.Read();
        }

        return new SpotState(at, mark, (flags & 1) != 0, type, (flags & 2) != 0);
    }

    public override void Write(Utf8JsonWriter writer, SpotState value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.At.ToUnixTimeMilliseconds());
        writer.WriteNumberValue(value.Mark);
        writer.WriteNumberValue((value.Taken ? 1 : 0) + (value.IsAhead ? 2 : 0));
        if (value.Type is not null)
            writer.WriteStringValue(value.Type);
        writer.WriteEndArray();
    }
}
