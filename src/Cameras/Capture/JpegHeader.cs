using System.Buffers.Binary;

namespace LiveParking.Cameras.Capture;

/// <summary>The properties of a JPEG that can be read without decoding it (ITU-T T.81, annex B).</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="HasHuffmanTables">
/// Whether it contains its own tables. Some webcams leave them out, and then some programs can't show it.
/// </param>
/// <param name="QuantisationTables">
/// A fingerprint of its quantisation tables, never 0: a picture encoded twice with the same tables decodes to the same pixels.
/// </param>
public readonly record struct JpegHeader(int Width, int Height, bool HasHuffmanTables, ulong QuantisationTables)
{
    /// <summary>Reads the header of a JPEG, up to the first scan.</summary>
    /// <returns>False when the bytes are not a JPEG or end too early.</returns>
    public static bool TryRead(ReadOnlySpan<byte> jpeg, out JpegHeader header)
    {
        header = default;
        if (jpeg.Length < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8)
            return false;

        var at = 2;
        var tables = false;
        var quantisation = 1UL;
        var (width, height) = (0, 0);
        while (at + 4 <= jpeg.Length)
        {
            if (jpeg[at] != 0xFF)
                return false;
            var marker = jpeg[at + 1];
            if (marker is 0xFF)
            {
                at++; // a fill byte
                continue;
            }

            // Markers without content, such as 01, and reserved ones: the decoder would interpret the bytes after them differently.
            if (marker is < 0xC0 or (>= 0xD0 and <= 0xD9))
                return false;
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 2 || at + 2 + length > jpeg.Length)
                return false;
            var segment = jpeg.Slice(at + 4, length - 2);
            if (marker is 0xC4)
            {
                tables = true;
            }
            else if (marker is 0xDB)
            {
                foreach (var value in segment)
                    quantisation = ((quantisation ^ value) * 0x100000001B3) | 1;
            }
            else if (marker is >= 0xC0 and <= 0xCF and not 0xC8 and not 0xCC)
            {
                if (segment.Length < 6)
                    return false;
                height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
            }
            else if (marker is 0xDA)
            {
                header = new JpegHeader(width, height, tables, quantisation);
                return width > 0 && height > 0;
            }

            at += 2 + length;
        }

        return false;
    }
}
