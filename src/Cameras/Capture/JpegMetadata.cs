using System.Buffers.Binary;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// Removes from a JPEG everything that is not part of its picture: EXIF and XMP (position, serial number, thumbnail), IPTC, comments, vendor
/// segments, and bytes after its end (ITU-T T.81, annex B). Segments needed to show it stay: JFIF, ICC profiles and Adobe's colour transform.
/// </summary>
internal static class JpegMetadata
{
    /// <summary>Maximum scans. Progressive pictures have about 10. Each scan costs decoding time, however short it is.</summary>
    private const int MaxScans = 32;

    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA;

    /// <summary>Removes the metadata.</summary>
    /// <param name="jpeg">A JPEG whose header <see cref="JpegHeader.TryRead"/> could read. It is not changed.</param>
    /// <param name="clean">The same array when there is nothing to remove.</param>
    /// <returns>False when it has more scans than a picture needs.</returns>
    public static bool TryRemove(byte[] jpeg, out byte[] clean)
    {
        var length = Copy(jpeg, [], out var scans);
        clean = jpeg;
        if (scans > MaxScans)
            return false;
        if (length == jpeg.Length)
            return true;
        clean = GC.AllocateUninitializedArray<byte>(length);
        Copy(jpeg, clean, out _);
        return true;
    }

    /// <summary>Copies the kept bytes; only counts them when the target is empty.</summary>
    /// <returns>Number of kept bytes.</returns>
    private static int Copy(ReadOnlySpan<byte> jpeg, Span<byte> to, out int scans)
    {
        var length = 0;
        scans = 0;
        Keep(jpeg[..2], to, ref length);
        for (var at = 2; at < jpeg.Length;)
        {
            // The coded pixels are between a scan and the next marker.
            var next = NextMarker(jpeg, at);
            Keep(jpeg[at..next], to, ref length);
            if (next == jpeg.Length)
                break;
            var marker = jpeg[next + 1];
            if (marker == EndOfImage)
            {
                Keep(jpeg.Slice(next, 2), to, ref length);
                break;
            }

            // Incomplete segments, and a second picture within the first, are left out.
            if (marker == StartOfImage || next + 4 > jpeg.Length)
                break;
            at = next + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(next + 2)..]);
            if (at < next + 4 || at > jpeg.Length)
                break;
            if (marker == StartOfScan)
                scans++;
            if (IsPartOfPicture(marker, jpeg[(next + 4)..at]))
                Keep(jpeg[next..at], to, ref length);
        }

        return length;
    }

    private static void Keep(ReadOnlySpan<byte> part, Span<byte> to, ref int length)
    {
        if (!to.IsEmpty)
            part.CopyTo(to[length..]);
        length += part.Length;
    }

    private static int NextMarker(ReadOnlySpan<byte> jpeg, int at)
    {
        while (true)
        {
            var found = jpeg[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 == jpeg.Length)
                return jpeg.Length;
            at += found;

            // Within coded pixels 00 means the byte FF itself, and restart markers have no content. FF before FF is padding.
            var marker = jpeg[at + 1];
            if (marker is >= 0xC0 and < 0xFF and not (>= 0xD0 and <= 0xD7))
                return at;
            at += marker == 0xFF ? 1 : 2;
        }
    }

    private static bool IsPartOfPicture(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        < 0xE0 => true,

        // A longer one contains a thumbnail.
        0xE0 => content.Length == 14 && content.StartsWith("JFIF\0"u8),
        0xE2 => content.StartsWith("ICC_PROFILE\0"u8),
        0xEE => content.Length == 12 && content.StartsWith("Adobe"u8),
        _ => false,
    };
}
