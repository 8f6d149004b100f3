using System.Buffers;

namespace LiveParking.Grains.History;

/// <summary>
/// Buckets as bytes. Each entry starts with a tag, a variable-length number. Bits 0 and 1 are the kind (gap, flat, spread). Bit 2 means that a change
/// of the total follows. Bit 3 means that a number of minutes follows. The rest is a count minus one: of missing buckets, or of equal flat ones. Then
/// come the changes against the previous bucket: of the total and of the minimum; for a spread one also the spread, and the mean as a share of it in
/// 16 bits.
/// </summary>
internal static class BucketCodec
{
    private const ulong Gap = 0;
    private const ulong Flat = 1;
    private const ulong Spread = 2;
    private const ulong TotalFollows = 4;
    private const ulong MinutesFollow = 8;
    private const int CountShift = 4;

    /// <summary>Encodes buckets.</summary>
    /// <param name="buckets">In order of their places, without duplicates.</param>
    /// <param name="start">The place that is encoded as 0.</param>
    public static byte[] Encode(IReadOnlyList<KeyValuePair<long, Bucket>> buckets, long start)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(16, buckets.Count * 4));
        var before = new Bucket(0, 0, 0, 0);
        var next = start;
        for (var i = 0; i < buckets.Count;)
        {
            var (place, bucket) = buckets[i];
            if (place > next)
                Varint.Write(bytes, Gap | ((ulong)(place - next - 1) << CountShift));
            var run = 1;
            while (bucket.IsFlat && i + run < buckets.Count && buckets[i + run].Key == place + run && buckets[i + run].Value == bucket)
                run++;
            Write(bytes, bucket, before, run);
            before = bucket;
            next = place + run;
            i += run;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Decodes the bytes of <see cref="Encode"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes have another format.</exception>
    public static List<KeyValuePair<long, Bucket>> Decode(ReadOnlySpan<byte> bytes, long start)
    {
        var buckets = new List<KeyValuePair<long, Bucket>>();
        var before = new Bucket(0, 0, 0, 0);
        var next = start;
        while (bytes.Length > 0)
        {
            var tag = Varint.Read(ref bytes);
            var count = (long)(tag >> CountShift) + 1;
            if ((tag & 3) == Gap)
            {
                next += count;
                continue;
            }

            if (count > 1_000_000 || ((tag & 3) == Spread && count > 1))
                throw new InvalidDataException("These are no buckets: a run is too long.");
            before = Read(ref bytes, tag, before);
            for (; count > 0; count--)
                buckets.Add(new(next++, before));
        }

        return buckets;
    }

    private static void Write(ArrayBufferWriter<byte> bytes, Bucket bucket, Bucket before, int run)
    {
        var tag = (bucket.IsFlat ? Flat : Spread) | ((ulong)(run - 1) << CountShift);
        if (bucket.Total != before.Total)
            tag |= TotalFollows;
        if (bucket.Minutes != before.Minutes)
            tag |= MinutesFollow;
        Varint.Write(bytes, tag);
        if (bucket.Total != before.Total)
            Varint.WriteSigned(bytes, (long)bucket.Total - before.Total);
        if (bucket.Minutes != before.Minutes)
            Varint.Write(bytes, (ulong)bucket.Minutes);
        Varint.WriteSigned(bytes, (long)bucket.Min - before.Min);
        if (bucket.IsFlat)
            return;
        var spread = (double)bucket.Max - bucket.Min;
        Varint.Write(bytes, (ulong)spread);
        var share = (ushort)Math.Clamp(Math.Round((bucket.Mean - bucket.Min) / spread * ushort.MaxValue), 0, ushort.MaxValue);
        bytes.Write([(byte)share, (byte)(share >> 8)]);
    }

    private static Bucket Read(ref ReadOnlySpan<byte> bytes, ulong tag, Bucket before)
    {
        var total = (tag & TotalFollows) != 0 ? Near(before.Total, Varint.ReadSigned(ref bytes)) : before.Total;
        var minutes = (tag & MinutesFollow) != 0 ? (int)Math.Min(Varint.Read(ref bytes), 60) : before.Minutes;
        var min = Near(before.Min, Varint.ReadSigned(ref bytes));
        if ((tag & 3) == Flat)
            return new Bucket(min, min, min, total, minutes);
        var spread = Varint.Read(ref bytes);
        if (spread > uint.MaxValue || bytes.Length < 2)
            throw new InvalidDataException("These are no buckets: one is cut off.");
        var share = bytes[0] | (bytes[1] << 8);
        bytes = bytes[2..];
        return new Bucket(min, Near(min, (long)spread), min + (spread * (share / (double)ushort.MaxValue)), total, minutes);
    }

    private static int Near(int before, long change)
    {
        var value = unchecked(before + change);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new InvalidDataException("These are no buckets: a number is too large.");
    }
}
