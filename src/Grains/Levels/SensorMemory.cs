using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>The accepted readings of one sensor that are remembered, in the order of their time.</summary>
internal sealed record SensorMemory
{
    public static SensorMemory Empty { get; } = new();

    /// <summary>Newest time of a reading that was forgotten: what is not newer and not remembered is late.</summary>
    public DateTimeOffset? ForgottenUntil { get; init; }

    public ImmutableList<RememberedReading> Recent { get; init; } = [];

    public bool Knows(long fingerprint)
    {
        foreach (var reading in Recent)
        {
            if (reading.Fingerprint == fingerprint)
                return true;
        }

        return false;
    }

    public SensorMemory With(RememberedReading reading)
    {
        var place = Recent.Count;
        while (place > 0 && Recent[place - 1].At > reading.At)
            place--;
        return this with { Recent = Recent.Insert(place, reading) };
    }

    public SensorMemory WithoutOldest() => this with { ForgottenUntil = Recent[0].At, Recent = Recent.RemoveAt(0) };
}

/// <summary>One remembered reading. Stored as <c>["fingerprint", unix milliseconds, change]</c>.</summary>
/// <param name="Fingerprint">64 bits of the SHA-256 of its id.</param>
/// <param name="At">The sensor's time.</param>
/// <param name="Change">Cars in (positive) or out (negative); 0 for an absolute count.</param>
[JsonConverter(typeof(RememberedReadingConverter))]
internal readonly record struct RememberedReading(long Fingerprint, DateTimeOffset At, int Change)
{
    public static long FingerprintOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return BitConverter.ToInt64(hash);
    }
}

internal sealed class RememberedReadingConverter : JsonConverter<RememberedReading>
{
    public override RememberedReading Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read())
            throw new JsonException("A remembered reading is an array of three.");
        var fingerprint = BitConverter.ToInt64(reader.GetBytesFromBase64());
        reader.Read();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());
        reader.Read();
        var change = reader.GetInt32();
        reader.Read();
        return new RememberedReading(fingerprint, at, change);
    }

    public override void Write(Utf8JsonWriter writer, RememberedReading value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteBase64StringValue(BitConverter.GetBytes(value.Fingerprint));
        writer.WriteNumberValue(value.At.ToUnixTimeMilliseconds());
        writer.WriteNumberValue(value.Change);
        writer.WriteEndArray();
    }
}
