using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Remembered readings as one Base64 text of packed bytes: of each reading its fingerprint (8 bytes), then the milliseconds since the one
/// before and the change, both zigzag and of variable length. They are rewritten with every batch, so their size and speed count.
/// Schema 1 wrote an array of <c>["fingerprint", unix milliseconds, change]</c>, which is still read.
/// </summary>
internal sealed class RememberedReadingsConverter : JsonConverter<ImmutableArray<RememberedReading>>
{
    private const int LongestPacked = sizeof(long) + 10 + 5;

    public override ImmutableArray<RememberedReading> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => Unpack(reader.GetBytesFromBase64()),
            JsonTokenType.StartArray => ReadSchema1(ref reader),
            _ => throw new JsonException("Remembered readings are a text or an array."),
        };

    public override void Write(Utf8JsonWriter writer, ImmutableArray<RememberedReading> value, JsonSerializerOptions options)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, value.Length * LongestPacked));
        try
        {
            var length = 0;
            var before = 0L;
            foreach (var reading in value)
            {
                BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(length), reading.Fingerprint);
                length += sizeof(long);
                length = Put(buffer, length, reading.At - before);
                length = Put(buffer, length, reading.Change);
                before = reading.At;
            }

            writer.WriteBase64StringValue(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ImmutableArray<RememberedReading> Unpack(byte[] packed)
    {
        var readings = ImmutableArray.CreateBuilder<RememberedReading>();
        var at = 0L;
        for (var place = 0; place < packed.Length;)
        {
            if (packed.Length - place < sizeof(long))
                throw new JsonException("Remembered readings end in the middle of one.");
            var fingerprint = BinaryPrimitives.ReadInt64LittleEndian(packed.AsSpan(place));
            place += sizeof(long);
            at += Take(packed, ref place);
            readings.Add(new RememberedReading(fingerprint, at, (int)Take(packed, ref place)));
        }

        return readings.ToImmutable();
    }

    private static int Put(byte[] buffer, int place, long number)
    {
        var rest = (ulong)((number << 1) ^ (number >> 63));
        for (; rest >= 0x80; rest >>= 7)
            buffer[place++] = (byte)(rest | 0x80);
        buffer[place++] = (byte)rest;
        return place;
    }

    private static long Take(byte[] packed, ref int place)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (place >= packed.Length || shift > 63)
                throw new JsonException("Remembered readings end in the middle of one.");
            var part = packed[place++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)(number >> 1) ^ -(long)(number & 1);
        }
    }

    private static ImmutableArray<RememberedReading> ReadSchema1(ref Utf8JsonReader reader)
    {
        var readings = ImmutableArray.CreateBuilder<RememberedReading>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            var fingerprint = BitConverter.ToInt64(reader.GetBytesFromBase64());
            reader.Read();
            var at = reader.GetInt64();
            reader.Read();
            readings.Add(new RememberedReading(fingerprint, at, reader.GetInt32()));
            reader.Read();
        }

        return readings.ToImmutable();
    }
}
