using System.Buffers.Binary;
using System.Text;

namespace LiveParking.Testing;

/// <summary>Puts into a JPEG what cameras and phones put there: EXIF with a position, XMP, IPTC, a comment, and a trailer.</summary>
public static class ExifJpeg
{
    /// <summary>Words in the metadata that must not be passed on.</summary>
    public static IReadOnlyList<string> Secrets { get; } = ["Exif", "SN-4711-0815", "xap/1.0", "Photoshop 3.0", "ACCC8E-serial", "trailer-of-a-phone"];

    /// <summary>The JPEG with metadata at each place where it may be.</summary>
    public static byte[] With(byte[] jpeg)
    {
        // After the JFIF segment, where programs put it, and before the tables.
        var jfif = 2 + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(4));
        return
        [
            .. jpeg[..jfif],
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif()]),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"u8]),
            .. Segment(0xED, [.. "Photoshop 3.0\08BIM"u8]),
            .. Segment(0xFE, [.. "ACCC8E-serial"u8]),
            .. jpeg[jfif..],
            .. "trailer-of-a-phone"u8,
        ];
    }

    private static byte[] Segment(byte marker, byte[] content)
    {
        var segment = new byte[4 + content.Length];
        (segment[0], segment[1]) = (0xFF, marker);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(2 + content.Length));
        content.CopyTo(segment, 4);
        return segment;
    }

    /// <summary>TIFF, big-endian: IFD0 with make, orientation 6 and the GPS IFD; that one with 6° S, 112° E.</summary>
    private static byte[] Exif()
    {
        var tiff = new byte[8 + 2 + (3 * 12) + 4 + 16 + 2 + (4 * 12) + 4 + 48];
        "MM\0*"u8.CopyTo(tiff);
        BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(4), 8);
        const int Text = 8 + 2 + 36 + 4, Gps = Text + 16, Numbers = Gps + 2 + 48 + 4;
        BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(8), 3);
        Entry(10, 0x010F, 2, 13, Text);
        Entry(22, 0x0112, 3, 1, 6 << 16);
        Entry(34, 0x8825, 4, 1, Gps);
        Encoding.ASCII.GetBytes("SN-4711-0815").CopyTo(tiff, Text);
        BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(Gps), 4);
        Entry(Gps + 2, 1, 2, 2, (uint)'S' << 24);
        Entry(Gps + 14, 2, 5, 3, Numbers);
        Entry(Gps + 26, 3, 2, 2, (uint)'E' << 24);
        Entry(Gps + 38, 4, 5, 3, Numbers + 24);
        foreach (var (index, value) in ((uint[])[7, 1, 15, 1, 30, 1, 112, 1, 44, 1, 10, 1]).Index())
            BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(Numbers + (index * 4)), value);
        return tiff;

        void Entry(int at, ushort tag, ushort type, uint count, uint value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), tag);
            BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at + 2), type);
            BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(at + 4), count);
            BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(at + 8), value);
        }
    }
}
