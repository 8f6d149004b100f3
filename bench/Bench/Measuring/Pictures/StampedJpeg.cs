using System.Buffers.Binary;
using System.IO.Hashing;

namespace LiveParking.Bench.Measuring.Pictures;

/// <summary>
/// A JPEG of an exact size that carries in a segment, right at its start, when it left and a checksum of the rest:
/// <c>ff d8</c>, <c>ff e2</c>, length, <c>ICC_PROFILE</c>, 0, the word <c>LPBM</c>, time, checksum. Colour profiles are the one kind of segment of any length that
/// the product passes on; it strips comments.
/// </summary>
public static class StampedJpeg
{
    /// <summary>Offset of the time in bytes from the start: 8 bytes, little-endian.</summary>
    public const int TimeOffset = 22;

    private const int ChecksumOffset = TimeOffset + 8;
    private const int HeadLength = ChecksumOffset + 4;
    private const int MaxSegmentLength = 65_533;
    private const int SegmentHead = 16;

    private static ReadOnlySpan<byte> Mark => "LPBM"u8;

    /// <summary>The most bytes that a JPEG may have to become one of a size.</summary>
    public static int MaxBytes(int size) => size - HeadLength - SegmentHead * (2 + size / MaxSegmentLength);

    /// <summary>Brings a JPEG to an exact size, with a stamp of zero.</summary>
    /// <param name="jpeg">At most <see cref="MaxBytes"/> long.</param>
    /// <param name="size">Bytes of the result.</param>
    public static byte[] Pad(ReadOnlySpan<byte> jpeg, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jpeg.Length, MaxBytes(size));
        var padded = new byte[size];
        jpeg[..2].CopyTo(padded);
        WriteSegment(padded.AsSpan(2), HeadLength - 2);
        Mark.CopyTo(padded.AsSpan(TimeOffset - 4));

        var at = HeadLength;
        for (var left = size - HeadLength - (jpeg.Length - 2); left > 0;)
        {
            // No piece may be left over that is shorter than the head of a segment.
            var length = Math.Min(left, MaxSegmentLength);
            if (left - length is > 0 and < SegmentHead)
                length -= SegmentHead;
            WriteSegment(padded.AsSpan(at), length);
            (at, left) = (at + length, left - length);
        }

        jpeg[2..].CopyTo(padded.AsSpan(at));
        BinaryPrimitives.WriteUInt32LittleEndian(padded.AsSpan(ChecksumOffset), Crc32.HashToUInt32(padded.AsSpan(HeadLength)));
        return padded;
    }

    /// <summary>A copy with the time at which it leaves, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public static byte[] Stamp(byte[] jpeg, long ticks)
    {
        var copy = jpeg.AsSpan().ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(copy.AsSpan(TimeOffset), ticks);
        return copy;
    }

    /// <summary>Reads the time of sending from the start of a JPEG.</summary>
    /// <returns>False when it is not a stamped JPEG.</returns>
    public static bool TryReadTime(ReadOnlySpan<byte> start, out long ticks)
    {
        ticks = 0;
        if (start.Length < ChecksumOffset || !start.Slice(TimeOffset - 4, 4).SequenceEqual(Mark))
            return false;
        ticks = BinaryPrimitives.ReadInt64LittleEndian(start[TimeOffset..]);
        return true;
    }

    /// <summary>Whether a JPEG arrived as it was made.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> jpeg) =>
        jpeg.Length > HeadLength
        && jpeg[..2].SequenceEqual<byte>([0xFF, 0xD8])
        && jpeg[^2..].SequenceEqual<byte>([0xFF, 0xD9])
        && BinaryPrimitives.ReadUInt32LittleEndian(jpeg[ChecksumOffset..]) == Crc32.HashToUInt32(jpeg[HeadLength..]);

    private static void WriteSegment(Span<byte> to, int length)
    {
        to[0] = 0xFF;
        to[1] = 0xE2;
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)(length - 2));
        "ICC_PROFILE\0"u8.CopyTo(to[4..]);
    }
}
