using System.Buffers.Binary;
using System.IO.Compression;

namespace LiveParking.Grains.History;

/// <summary>Compressed bytes: their length in four bytes, then Brotli.</summary>
internal static class Packed
{
    private const int Header = 4;
    private const int Quality = 4;
    private const int WindowBits = 16;

    /// <summary>Maximum content length.</summary>
    private const int MaxContentLength = 1 << 20;

    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        var packed = new byte[Header + BrotliEncoder.GetMaxCompressedLength(content.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(packed, content.Length);
        return BrotliEncoder.TryCompress(content, packed.AsSpan(Header), out var written, Quality, WindowBits)
            ? packed[..(Header + written)]
            : throw new InvalidOperationException("The buckets could not be packed.");
    }

    /// <exception cref="InvalidDataException">The bytes are not packed data.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < Header || BinaryPrimitives.ReadInt32LittleEndian(packed) is < 0 or > MaxContentLength)
            throw new InvalidDataException("These are no packed bytes.");
        var content = new byte[BinaryPrimitives.ReadInt32LittleEndian(packed)];
        return BrotliDecoder.TryDecompress(packed[Header..], content, out var written) && written == content.Length
            ? content
            : throw new InvalidDataException("The packed bytes are damaged.");
    }
}
