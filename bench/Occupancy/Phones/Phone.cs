using System.Buffers.Text;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace LiveParking.Occupancy.Phones;

/// <summary>A phone that follows the location and notes when each status came.</summary>
internal sealed class Phone : IDisposable
{
    private static readonly byte[] Level = Encoding.UTF8.GetBytes($"\"levelId\":\"{UpdateKey.Prefix}");

    private readonly ClientWebSocket _socket = new();
    private readonly List<Arrival> _arrivals = [];
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>What came since <see cref="Forget"/>.</summary>
    public IReadOnlyList<Arrival> Arrivals => _arrivals;

    /// <summary>Connects and follows; returns when the server has answered.</summary>
    public async Task FollowAsync(Uri server, IReadOnlyList<string> greeting, CancellationToken cancel)
    {
        await _socket.ConnectAsync(server, cancel);
        // Socket.IO speaks first.
        if (greeting[0].StartsWith("40", StringComparison.Ordinal))
            await ReceiveAsync(cancel);
        foreach (var line in greeting)
        {
            await SendAsync(line, cancel);
            await ReceiveAsync(cancel);
        }
    }

    /// <summary>Notes what comes until the connection ends.</summary>
    public async Task ListenAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var length = await ReceiveAsync(cancel);
                if (length == 1 && _buffer[0] == '2')
                    await SendAsync("3", cancel);
                else
                    Note(_buffer.AsSpan(0, length), Stopwatch.GetTimestamp());
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _socket.Abort();
        }
    }

    /// <summary>Begins anew.</summary>
    public void Forget()
    {
        lock (_arrivals)
            _arrivals.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(string line, CancellationToken cancel) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(line), WebSocketMessageType.Text, endOfMessage: true, cancel);

    private async Task<int> ReceiveAsync(CancellationToken cancel)
    {
        for (var length = 0; ;)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new IOException("The server closed a connection.");
            length += part.Count;
            if (part.EndOfMessage)
                return length;
        }
    }

    private void Note(ReadOnlySpan<byte> message, long now)
    {
        for (var at = message.IndexOf("ParkingUpdate"u8); at >= 0; at = message.IndexOf("ParkingUpdate"u8))
        {
            message = message[at..];
            var level = message.IndexOf(Level);
            if (level < 0 || !Utf8Parser.TryParse(message[(level + Level.Length)..], out int levelNumber, out _))
                return;
            var version = message.IndexOf("\"version\":"u8);
            if (version < 0)
                return;
            message = message[(version + "\"version\":".Length)..];
            if (Utf8Parser.TryParse(message, out long number, out _))
            {
                lock (_arrivals)
                    _arrivals.Add(new Arrival(UpdateKey.Of(levelNumber, number), now));
            }
        }
    }
}
