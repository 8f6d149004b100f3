using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>Stores the net changes as <c>[second since 1970, change, seconds after that, change, …]</c>.</summary>
internal sealed class EvictedNetChangesConverter : JsonConverter<EvictedNetChanges>
{
    public override EvictedNetChanges Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Forgotten changes are an array.");
        List<(long Second, long Change)> sums = [];
        var second = 0L;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            second += reader.GetInt64();
            reader.Read();
            sums.Add((second, reader.GetInt64()));
        }

        return EvictedNetChanges.Of(sums);
    }

    public override void Write(Utf8JsonWriter writer, EvictedNetChanges value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        var before = 0L;
        foreach (var (second, change) in value.Sums)
        {
            writer.WriteNumberValue(second - before);
            writer.WriteNumberValue(change);
            before = second;
        }

        writer.WriteEndArray();
    }
}
