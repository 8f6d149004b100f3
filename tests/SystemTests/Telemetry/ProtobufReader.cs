using System.Buffers.Binary;

namespace LiveParking.SystemTests.Telemetry;

/// <summary>Reads the fields of one protobuf message, as the wire format has them.</summary>
internal static class ProtobufReader
{
    /// <summary>The fields of a message: number, and bytes or whole number.</summary>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Bytes, ulong Whole)> Fields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message.Span, ref at);
            var (number, type) = ((int)(key >> 3), (int)(key & 7));
            switch (type)
            {
                case 0:
                    yield return (number, default, Varint(message.Span, ref at));
                    break;
                case 1:
                    yield return (number, default, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    yield return (number, message.Slice(at, length), 0);
                    at += length;
                    break;
                case 5:
                    yield return (number, default, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]));
                    at += 4;
                    break;
                default:
                    throw new FormatException($"Protobuf has no wire type {type}.");
            }
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
