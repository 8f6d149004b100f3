using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using LiveParking.Bench.Measuring.Sockets;
using LiveParking.Bench.Measuring.Updates;
using LiveParking.Bench.Occupancy.Servers;

namespace LiveParking.Bench.Occupancy.Phones;

/// <summary>A phone that follows the location and notes when each status came; of the JSON it reads no more than which one that is.</summary>
internal abstract class Phone(Socket socket) : LightClient(socket)
{
    private static readonly byte[] Level = Encoding.UTF8.GetBytes($"\"levelId\":\"{Levels.Prefix}");

    private readonly MessageBuffer _message = new();
    private readonly List<Arrival> _arrivals = [];
    private long _at;

    /// <summary>The messages received so far; read it when the phones are idle.</summary>
    public IReadOnlyList<Arrival> Arrivals => _arrivals;

    /// <inheritdoc/>
    public override void BeginMessage(bool isText)
    {
        _at = Stopwatch.GetTimestamp();
        _message.Begin(all: true);
    }

    /// <inheritdoc/>
    public override void Part(ReadOnlySpan<byte> part) => _message.Add(part);

    /// <inheritdoc/>
    public override void EndMessage()
    {
        if (!Note(_message.Bytes))
            Answer(_message.Bytes);
    }

    /// <summary>Sends the reply that a message without a status needs.</summary>
    protected abstract void Answer(ReadOnlySpan<byte> message);

    private bool Note(ReadOnlySpan<byte> message)
    {
        var noted = false;
        for (var at = message.IndexOf("ParkingUpdate"u8); at >= 0; at = message.IndexOf("ParkingUpdate"u8))
        {
            message = After(message[at..], Level);
            if (!Utf8Parser.TryParse(message, out int level, out _))
                throw new IOException("A status without a level came.");
            message = After(message, "\"version\":"u8);
            if (!Utf8Parser.TryParse(message, out long version, out _))
                throw new IOException("A status without a version came.");
            _arrivals.Add(new Arrival(level, version, _at));
            noted = true;
        }

        return noted;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        var at = message.IndexOf(name);
        return at < 0 ? default : message[(at + name.Length)..];
    }
}
