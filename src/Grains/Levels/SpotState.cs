using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// The newest reading of one spot. Stored as <c>[unix milliseconds, mark, taken + 2 × ahead, "type", heard]</c>; the last two only if they are known.
/// </summary>
/// <param name="At">Its time for ordering: the sensor's time, or the arrival when the sensor's clock was ahead.</param>
/// <param name="Mark">Fingerprint of the reading, so that duplicates are detected.</param>
/// <param name="Taken">Whether it is taken.</param>
/// <param name="Type">Its type, if the sensor sent one.</param>
/// <param name="IsAhead">Whether the sensor's clock was ahead.</param>
/// <param name="Heard">When it arrived, by our clock in Unix seconds, if that is more than an hour after <paramref name="At"/>; otherwise 0.</param>
[JsonConverter(typeof(SpotStateConverter))]
internal readonly record struct SpotState(DateTimeOffset At, long Mark, bool Taken, string? Type, bool IsAhead = false, long Heard = 0)
{
    private const long LargestDelay = 3600;

    /// <summary>When its newest reading arrived, by our clock in Unix seconds, accurate to an hour.</summary>
    public long HeardAt => Heard != 0 ? Heard : At.ToUnixTimeSeconds();

    /// <summary>A copy that was seen in a second by our clock.</summary>
    public SpotState HeardIn(long second) => this with { Heard = second - At.ToUnixTimeSeconds() > LargestDelay ? second : 0 };
}

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
        if (reader.TokenType == JsonTokenType.String)
        {
            type = reader.GetString();
            reader.Read();
        }

        var heard = 0L;
        if (reader.TokenType == JsonTokenType.Number)
        {
            heard = reader.GetInt64();
            reader.Read();
        }

        return new SpotState(at, mark, (flags & 1) != 0, type, (flags & 2) != 0, heard);
    }

    public override void Write(Utf8JsonWriter writer, SpotState value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.At.ToUnixTimeMilliseconds());
        writer.WriteNumberValue(value.Mark);
        writer.WriteNumberValue((value.Taken ? 1 : 0) + (value.IsAhead ? 2 : 0));
        if (value.Type is not null)
            writer.WriteStringValue(value.Type);
        if (value.Heard != 0)
            writer.WriteNumberValue(value.Heard);
        writer.WriteEndArray();
    }
}
