using System.Buffers.Binary;
using System.Text;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>
/// The last results of one sensor, packed in a ring of bytes: as objects they would be promoted by the garbage collector with every reading, and take more
/// than twice the memory.
/// </summary>
internal sealed class SensorResultLog
{
    private const int MinBytes = 256;

    /// <summary>Length, time of arrival, time of the reading, outcome, length of the id.</summary>
    private const int HeaderBytes = 2 + 8 + 8 + 1 + 2;

    private byte[] _ring = new byte[MinBytes];
    private int _start;
    private int _used;
    private int _count;

    /// <summary>Its memory in bytes.</summary>
    public int Capacity => _ring.Length;

    /// <summary>When the last result was added.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Adds a result, and drops the oldest one above <see cref="SensorReport.MaxResults"/>.</summary>
    public void Add(string? id, ReadingOutcome outcome, string? reason, DateTimeOffset receivedAt, DateTimeOffset? at)
    {
        LastAt = receivedAt;
        if (_count == SensorReport.MaxResults)
            RemoveOldest();
        var (idLength, reasonLength) = (Encoding.UTF8.GetByteCount(id ?? ""), Encoding.UTF8.GetByteCount(reason ?? ""));
        var length = HeaderBytes + idLength + reasonLength;
        Span<byte> record = length <= 512 ? stackalloc byte[length] : new byte[length];
        BinaryPrimitives.WriteUInt16LittleEndian(record, (ushort)length);
        BinaryPrimitives.WriteInt64LittleEndian(record[2..], receivedAt.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(record[10..], at?.UtcTicks ?? -1);
        record[18] = (byte)outcome;
        BinaryPrimitives.WriteUInt16LittleEndian(record[19..], (ushort)(id is null ? ushort.MaxValue : idLength));
        Encoding.UTF8.GetBytes(id ?? "", record[HeaderBytes..]);
        Encoding.UTF8.GetBytes(reason ?? "", record[(HeaderBytes + idLength)..]);
        MakeRoom(length);
        Write(record);
        _count++;
    }

    /// <summary>The results, newest first.</summary>
    public IReadOnlyList<SensorResult> NewestFirst()
    {
        var results = new List<SensorResult>(_count);
        for (int at = 0, left = _count; left > 0; left--)
        {
            var record = Read(at, LengthAt(at));
            results.Add(Parse(record));
            at += record.Length;
        }

        results.Reverse();
        return results;
    }

    private static SensorResult Parse(ReadOnlySpan<byte> record)
    {
        var idLength = BinaryPrimitives.ReadUInt16LittleEndian(record[19..]);
        var hasId = idLength != ushort.MaxValue;
        var id = hasId ? Encoding.UTF8.GetString(record.Slice(HeaderBytes, idLength)) : null;
        var reason = record[(HeaderBytes + (hasId ? idLength : 0))..];
        var at = BinaryPrimitives.ReadInt64LittleEndian(record[10..]);
        return new SensorResult(
            id,
            (ReadingOutcome)record[18],
            reason.IsEmpty ? null : Encoding.UTF8.GetString(reason),
            new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(record[2..]), TimeSpan.Zero),
            at < 0 ? null : new DateTimeOffset(at, TimeSpan.Zero));
    }

    private void RemoveOldest()
    {
        var length = LengthAt(0);
        _start = (_start + length) % _ring.Length;
        _used -= length;
        _count--;
    }

    private void MakeRoom(int length)
    {
        if (_used + length <= _ring.Length)
            return;
        var bytes = Read(0, _used);
        var larger = new byte[(int)Math.Max((_used + length) * 5L / 4, _ring.Length * 3L / 2)];
        bytes.CopyTo(larger, 0);
        (_ring, _start) = (larger, 0);
    }

    private int LengthAt(int offset) => _ring[(_start + offset) % _ring.Length] | (_ring[(_start + offset + 1) % _ring.Length] << 8);

    private byte[] Read(int offset, int length)
    {
        var bytes = new byte[length];
        var from = (_start + offset) % _ring.Length;
        var first = Math.Min(length, _ring.Length - from);
        _ring.AsSpan(from, first).CopyTo(bytes);
        _ring.AsSpan(0, length - first).CopyTo(bytes.AsSpan(first));
        return bytes;
    }

    private void Write(ReadOnlySpan<byte> record)
    {
        var to = (_start + _used) % _ring.Length;
        var first = Math.Min(record.Length, _ring.Length - to);
        record[..first].CopyTo(_ring.AsSpan(to));
        record[first..].CopyTo(_ring);
        _used += record.Length;
    }
}
