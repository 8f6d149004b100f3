using System.Buffers;

namespace LiveParking.Grains.History;

/// <summary>The samples of an open window as bytes: each as the time since the previous one, its validity, and its numbers.</summary>
internal static class PointCodec
{
    public static byte[] Encode(IReadOnlyList<WindowPoint> points)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(16, points.Count * 12));
        long before = 0;
        foreach (var point in points)
        {
            Varint.Write(bytes, (ulong)(point.At - before));
            Varint.Write(bytes, ((ulong)(point.Until - point.At) << 1) | (point.Known ? 1UL : 0));
            Varint.WriteSigned(bytes, point.Occupied);
            Varint.WriteSigned(bytes, point.Total);
            before = point.At;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes have another format.</exception>
    public static List<WindowPoint> Decode(ReadOnlySpan<byte> bytes)
    {
        var points = new List<WindowPoint>();
        long before = 0;
        while (bytes.Length > 0)
        {
            var at = before + (long)Varint.Read(ref bytes);
            var holds = Varint.Read(ref bytes);
            points.Add(new WindowPoint(
                at, at + (long)(holds >> 1), (int)Varint.ReadSigned(ref bytes), (int)Varint.ReadSigned(ref bytes), (holds & 1) != 0));
            before = at;
        }

        return points;
    }
}
