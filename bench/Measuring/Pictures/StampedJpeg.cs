using System.Buffers.Binary;
using System.IO.Hashing;

namespace LiveParking.Measuring.Pictures;

/// <summary>
/// A JPEG of an exact size that carries in a comment, right at its start, when it left and a checksum of the rest:
/// <c>ff d8</c>, <c>ff fe</c>, length, the word <c>LPBM</c>, time, checksum. Every decoder skips comments.
/// </summary>
public static class StampedJpeg
{
    /// <summary>Where the time stands, in bytes from the start: 8 bytes, the lowest first.</summary>
    public const int TimeOffset = 10;

    private const int ChecksumOffset = TimeOffset + 8;
    private const int HeadLength = ChecksumOffset + 4;
    private const int LongestComment = 65_533;
    private const int CommentHead = 4;

    private static ReadOnlySpan<byte> Mark => "LPBM"u8;

    /// <summary>The most bytes that a JPEG may have to become one of a size.</summary>
    public static int MostBytes(int size) => size - HeadLength - CommentHead * (2 + size / LongestComment);

    /// <summary>Brings a JPEG to an exact size, with a stamp of zero.</summary>
    /// <param name="jpeg">At most <see cref="MostBytes"/> long.</param>
    /// <param name="size">Bytes of the result.</param>
    public static byte[] Pad(ReadOnlySpan<byte> jpeg, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jpeg.Length, MostBytes(size));
        var padded = new byte[size];
        jpeg[..2].CopyTo(padded);
        WriteComment(padded.AsSpan(2), HeadLength - 2);
        Mark.CopyTo(padded.AsSpan(6));

        var at = HeadLength;
        for (var left = size - HeadLength - (jpeg.Length - 2); left > 0;)
        {
            // No piece may be left over that is shorter than the head of a comment.
            var length = Math.Min(left, LongestComment);
            if (left - length is > 0 and < CommentHead)
                length -= CommentHead;
            WriteComment(padded.AsSpan(at), length);
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

    /// <summary>When a JPEG left, told by its start.</summary>
    /// <returns>False when it is not one of these.</returns>
    public static bool TryReadTime(ReadOnlySpan<byte> start, out long ticks)
    {
        ticks = 0;
        if (start.Length < ChecksumOffset || !start.Slice(6, 4).SequenceEqual(Mark))
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

    private static void WriteComment(Span<byte> to, int length)
    {
        to[0] = 0xFF;
        to[1] = 0xFE;
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)(length - 2));
    }
}
