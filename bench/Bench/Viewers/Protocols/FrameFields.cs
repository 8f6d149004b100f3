namespace LiveParking.Bench.Viewers.Protocols;

/// <summary>The fields that a viewer needs of a stream item with a frame: <c>[2, headers, id, {cameraId, sequence, …, data}]</c>.</summary>
/// <param name="Sequence">Counts the captures.</param>
/// <param name="DataOffset">Where the JPEG begins in the message.</param>
/// <param name="DataLength">Its bytes.</param>
internal readonly record struct FrameFields(long Sequence, int DataOffset, int DataLength)
{
    private const int StreamItem = 2;

    /// <summary>Reads a message of which the start is here. Names count in either case of their first letter.</summary>
    public static FrameFields Read(ReadOnlySpan<byte> start)
    {
        var pack = new PackReader(start);
        if (pack.ReadArray() < 4 || pack.ReadInteger() != StreamItem)
            throw new IOException("A long message is no stream item.");
        pack.SkipMap();
        pack.ReadText();
        long? sequence = null;
        for (var left = pack.ReadMap(); left > 0; left--)
        {
            var name = pack.ReadText();
            if (Is(name, "equence"u8))
            {
                sequence = pack.ReadInteger();
            }
            else if (Is(name, "ata"u8))
            {
                var length = pack.ReadBinaryLength();
                return new FrameFields(sequence ?? throw new IOException("A frame has its picture before its sequence."), pack.At, length);
            }
            else
            {
                pack.SkipScalar();
            }
        }

        throw new IOException("A stream item holds no picture.");
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> tail) =>
        name.Length == tail.Length + 1 && (name[0] | 0x20) is 's' or 'd' && name[1..].SequenceEqual(tail);
}
