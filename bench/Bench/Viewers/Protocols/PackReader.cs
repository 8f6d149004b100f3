using System.Buffers.Binary;

namespace LiveParking.Bench.Viewers.Protocols;

/// <summary>Reads as much of MessagePack as hub messages need, without copying.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The current position.</summary>
    public int At { get; private set; }

    public int ReadArray() => Next() switch
    {
        var small when small is >= 0x90 and <= 0x9F => small & 0x0F,
        0xDC => (int)Number(2),
        var other => throw Unexpected(other, "an array"),
    };

    public int ReadMap() => Next() switch
    {
        var small when small is >= 0x80 and <= 0x8F => small & 0x0F,
        0xDE => (int)Number(2),
        var other => throw Unexpected(other, "a map"),
    };

    public void SkipMap()
    {
        for (var left = ReadMap() * 2; left > 0; left--)
            SkipScalar();
    }

    public long ReadInteger() => Next() switch
    {
        var positive when positive <= 0x7F => positive,
        var negative when negative >= 0xE0 => (sbyte)negative,
        0xCC => Number(1),
        0xCD => Number(2),
        0xCE => Number(4),
        0xCF => Number(8),
        0xD0 => (sbyte)Number(1),
        0xD1 => (short)Number(2),
        0xD2 => (int)Number(4),
        0xD3 => Number(8),
        var other => throw Unexpected(other, "an integer"),
    };

    public ReadOnlySpan<byte> ReadText()
    {
        var length = Next() switch
        {
            var small when small is >= 0xA0 and <= 0xBF => small & 0x1F,
            0xD9 => (int)Number(1),
            0xDA => (int)Number(2),
            var other => throw Unexpected(other, "a text"),
        };
        var text = _bytes.Slice(At, length);
        At += length;
        return text;
    }

    public int ReadBinaryLength() => Next() switch
    {
        0xC4 => (int)Number(1),
        0xC5 => (int)Number(2),
        0xC6 => (int)Number(4),
        var other => throw Unexpected(other, "binary data"),
    };

    /// <summary>Skips a text, an integer, a truth value or nothing.</summary>
    public void SkipScalar()
    {
        var kind = _bytes[At];
        if (kind is 0xC0 or 0xC2 or 0xC3)
            At++;
        else if (kind is (>= 0xA0 and <= 0xBF) or 0xD9 or 0xDA)
            ReadText();
        else
            ReadInteger();
    }

    private byte Next() => _bytes[At++];

    private long Number(int length)
    {
        var part = _bytes.Slice(At, length);
        At += length;
        return length switch
        {
            1 => part[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(part),
            4 => BinaryPrimitives.ReadUInt32BigEndian(part),
            _ => BinaryPrimitives.ReadInt64BigEndian(part),
        };
    }

    private static IOException Unexpected(byte kind, string wanted) => new($"A message has 0x{kind:x2} where {wanted} belongs.");
}
