using System.Buffers.Binary;
using System.Text.Json;

namespace LiveParking.Grains.Levels;

/// <summary>Numbers in a byte buffer: whole numbers as zigzag varints, fingerprints as 8 bytes, little endian.</summary>
internal static class PackedBytes
{
    public const int FingerprintBytes = 8;
    public const int MaxVarintLength = 10;

    public static void Put(Span<byte> bytes, ref int at, long value)
    {
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        for (; zigzag >= 0x80; zigzag >>= 7)
            bytes[at++] = (byte)(zigzag | 0x80);
        bytes[at++] = (byte)zigzag;
    }

    public static long Take(ReadOnlySpan<byte> bytes, ref int at)
    {
        var zigzag = 0UL;
        for (var shift = 0; at < bytes.Length && shift < 7 * MaxVarintLength; shift += 7)
        {
            var part = bytes[at++];
            zigzag |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        }

        throw Broken();
    }

    public static long TakeFingerprint(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (bytes.Length - at < FingerprintBytes)
            throw Broken();
        at += FingerprintBytes;
        return BinaryPrimitives.ReadInt64LittleEndian(bytes[(at - FingerprintBytes)..]);
    }

    /// <exception cref="JsonException">It is outside the range of times.</exception>
    public static DateTimeOffset ToTime(long milliseconds) =>
        milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : throw Broken();

    /// <exception cref="JsonException">It is outside the range of an <see cref="int"/>.</exception>
    public static int ToInt(long number) => number is >= int.MinValue and <= int.MaxValue ? (int)number : throw Broken();

    public static JsonException Broken() => new("What is remembered of a sensor is broken off or has another form.");
}
