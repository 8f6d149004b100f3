using System.Buffers.Binary;
using System.Text.Json;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Reads remembered readings in the stored forms of earlier builds. Schema 2: base64 of a format byte 1, and for each reading 8 bytes of fingerprint,
/// the milliseconds since the previous one (the first: since 1970) and its change. Schema 1: <c>[["fingerprint", unix milliseconds, change], …]</c>.
/// </summary>
internal static class EarlierReadings
{
    private const byte Form = 1;

    public static RememberedReadings Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Unpack(reader.GetBytesFromBase64()),
        JsonTokenType.StartArray => ReadList(ref reader),
        _ => throw PackedBytes.Broken(),
    };

    private static RememberedReadings Unpack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Form)
            throw PackedBytes.Broken();
        List<RememberedReading> readings = [];
        var time = 0L;
        for (var at = 1; at < bytes.Length;)
        {
            var fingerprint = PackedBytes.TakeFingerprint(bytes, ref at);
            time += PackedBytes.Take(bytes, ref at);
            readings.Add(new RememberedReading(fingerprint, PackedBytes.ToTime(time), PackedBytes.ToInt(PackedBytes.Take(bytes, ref at))));
        }

        return RememberedReadings.Of([.. readings]);
    }

    private static RememberedReadings ReadList(ref Utf8JsonReader reader)
    {
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
}
