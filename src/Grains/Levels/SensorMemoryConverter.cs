using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Stores the memory of a sensor in about 15 bytes a reading, because every batch rewrites the whole state of a level. One text, the base64 of: a
/// format byte 2; flags for the optional parts that follow; the second of the last reading; the second since which the sensor is new; the limit of
/// forgotten readings; the limit of those with a lead; then for each reading its fingerprint, the milliseconds since the previous one (the first:
/// since 1970), its change and, if any has one, its lead. The object form of schema 1 and 2 is read too.
/// </summary>
internal sealed class SensorMemoryConverter : JsonConverter<SensorMemory>
{
    private const byte Form = 2;
    private const int HasNewSince = 1;
    private const int HasForgotten = 2;
    private const int HasAheadForgotten = 4;
    private const int HasLeads = 8;
    private const int MaxHeadBytes = 2 + (4 * PackedBytes.MaxVarintLength);
    private const int MaxReadingBytes = PackedBytes.FingerprintBytes + (3 * PackedBytes.MaxVarintLength);

    public override SensorMemory Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => Unpack(reader.GetBytesFromBase64()),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => throw PackedBytes.Broken(),
    };

    public override void Write(Utf8JsonWriter writer, SensorMemory value, JsonSerializerOptions options)
    {
        var recent = value.Recent;
        var bytes = ArrayPool<byte>.Shared.Rent(MaxHeadBytes + (recent.Count * MaxReadingBytes));
        var flags = (value.NewSince != 0 ? HasNewSince : 0)
            | (value.ForgottenUntil is not null ? HasForgotten : 0)
            | (value.AheadForgottenUntil is not null ? HasAheadForgotten : 0)
            | (recent.HasLeads ? HasLeads : 0);
        (bytes[0], bytes[1]) = (Form, (byte)flags);
        var at = 2;
        PackedBytes.Put(bytes, ref at, value.HeardAt);
        if (value.NewSince != 0)
            PackedBytes.Put(bytes, ref at, value.NewSince);
        if (value.ForgottenUntil is { } forgotten)
            PackedBytes.Put(bytes, ref at, forgotten.ToUnixTimeMilliseconds());
        if (value.AheadForgottenUntil is { } ahead)
            PackedBytes.Put(bytes, ref at, ahead.ToUnixTimeMilliseconds());
        var before = 0L;
        for (var i = 0; i < recent.Count; i++)
        {
            var (fingerprint, time, change, lead) = recent[i];
            var milliseconds = time.ToUnixTimeMilliseconds();
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), fingerprint);
            at += PackedBytes.FingerprintBytes;
            PackedBytes.Put(bytes, ref at, milliseconds - before);
            PackedBytes.Put(bytes, ref at, change);
            if ((flags & HasLeads) != 0)
                PackedBytes.Put(bytes, ref at, lead);
            before = milliseconds;
        }

        writer.WriteBase64StringValue(bytes.AsSpan(0, at));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static SensorMemory Unpack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3 || bytes[0] != Form)
            throw PackedBytes.Broken();
        var flags = bytes[1];
        var at = 2;
        return new SensorMemory
        {
            HeardAt = PackedBytes.Take(bytes, ref at),
            NewSince = (flags & HasNewSince) != 0 ? PackedBytes.Take(bytes, ref at) : 0,
            ForgottenUntil = (flags & HasForgotten) != 0 ? PackedBytes.ToTime(PackedBytes.Take(bytes, ref at)) : null,
            AheadForgottenUntil = (flags & HasAheadForgotten) != 0 ? PackedBytes.ToTime(PackedBytes.Take(bytes, ref at)) : null,
            Recent = UnpackReadings(bytes[at..], (flags & HasLeads) != 0),
        };
    }

    private static RememberedReadings UnpackReadings(ReadOnlySpan<byte> bytes, bool hasLeads)
    {
        List<RememberedReading> readings = [];
        var time = 0L;
        for (var at = 0; at < bytes.Length;)
        {
            var fingerprint = PackedBytes.TakeFingerprint(bytes, ref at);
            time += PackedBytes.Take(bytes, ref at);
            var change = PackedBytes.ToInt(PackedBytes.Take(bytes, ref at));
            var lead = hasLeads ? PackedBytes.ToInt(PackedBytes.Take(bytes, ref at)) : 0;
            readings.Add(new RememberedReading(fingerprint, PackedBytes.ToTime(time), change, lead));
        }

        return RememberedReadings.Of([.. readings]);
    }

    /// <summary>Schema 1 and 2: <c>{"forgottenUntil": "…", "recent": …}</c>.</summary>
    private static SensorMemory ReadObject(ref Utf8JsonReader reader)
    {
        var memory = SensorMemory.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "forgottenUntil":
                    memory = memory with { ForgottenUntil = reader.TokenType == JsonTokenType.Null ? null : reader.GetDateTimeOffset().ToUniversalTime() };
                    break;
                case "recent":
                    memory = memory with { Recent = EarlierReadings.Read(ref reader) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return memory;
    }
}
