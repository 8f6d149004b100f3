using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Stores remembered readings in about 15 bytes each, since a level's state is written whole for every batch: one text, the base64 of a 1 for the form and
/// for each reading 8 bytes of fingerprint (little endian), the milliseconds since the one before (the first: since 1970) and its change,
/// both as zigzag varints. The form of an earlier build, <c>[["fingerprint", unix milliseconds, change], …]</c>, is read too.
/// </summary>
internal sealed class RememberedReadingsConverter : JsonConverter<RememberedReadings>
{
    private const byte Form = 1;
    private const int FingerprintBytes = 8;
    private const int LongestVarint = 10;

    public override RememberedReadings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Unpack(reader.GetBytesFromBase64()) : ReadList(ref reader);

    public override void Write(Utf8JsonWriter writer, RememberedReadings value, JsonSerializerOptions options)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(1 + value.Count * (FingerprintBytes + 2 * LongestVarint));
        bytes[0] = Form;
        var at = 1;
        var before = 0L;
        for (var i = 0; i < value.Count; i++)
        {
            var (fingerprint, time, change) = value[i];
            var milliseconds = time.ToUnixTimeMilliseconds();
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), fingerprint);
            at += FingerprintBytes;
            Put(bytes, ref at, milliseconds - before);
            Put(bytes, ref at, change);
            before = milliseconds;
        }

        writer.WriteBase64StringValue(bytes.AsSpan(0, at));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static RememberedReadings Unpack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Form)
            throw new JsonException("Remembered readings have a form that this build does not know.");
        List<RememberedReading> readings = [];
        var time = 0L;
        for (var at = 1; at < bytes.Length;)
        {
            if (bytes.Length - at < FingerprintBytes)
                throw Broken();
            var fingerprint = BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
            at += FingerprintBytes;
            time += Take(bytes, ref at);
            readings.Add(new RememberedReading(fingerprint, DateTimeOffset.FromUnixTimeMilliseconds(time), checked((int)Take(bytes, ref at))));
        }

        return RememberedReadings.Of([.. readings]);
    }

    private static RememberedReadings ReadList(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Broken();
        List<RememberedReading> readings = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            var fingerprint = BinaryPrimitives.ReadInt64LittleEndian(reader.GetBytesFromBase64());
            reader.Read();
            var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());
            reader.Read();
            readings.Add(new RememberedReading(fingerprint, at, reader.GetInt32()));
            reader.Read();
        }

        return RememberedReadings.Of([.. readings]);
    }

    private static void Put(byte[] bytes, ref int at, long value)
    {
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        for (; zigzag >= 0x80; zigzag >>= 7)
            bytes[at++] = (byte)(zigzag | 0x80);
        bytes[at++] = (byte)zigzag;
    }

    private static long Take(ReadOnlySpan<byte> bytes, ref int at)
    {
        var zigzag = 0UL;
        for (var shift = 0; at < bytes.Length && shift < 7 * LongestVarint; shift += 7)
        {
            var part = bytes[at++];
            zigzag |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        }

        throw Broken();
    }

    private static JsonException Broken() => new("Remembered readings are broken off or have another form.");
}
