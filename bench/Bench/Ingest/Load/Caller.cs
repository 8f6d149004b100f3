using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveParking.Bench.Ingest.Load;

/// <summary>
/// One sensor with its own connection: sends a request, waits for the whole answer, sends the next. Implements a minimum of HTTP/1.1,
/// so that sending costs little compared with the measured work.
/// </summary>
internal sealed class Caller : IDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _sensor;
    private readonly byte[] _head;
    private readonly byte[] _request = new byte[512 * 1024];
    private byte[] _answer = new byte[512 * 1024];
    private long _sent;

    public Caller(int port, string path, string token, string sensor)
    {
        _sensor = sensor;
        _head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: ");
        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>Readings that were answered <c>accepted</c>.</summary>
    public long Accepted { get; private set; }

    /// <summary>Cars in less cars out of those.</summary>
    public int Inside { get; private set; }

    /// <summary>Sends so many readings in one request and waits for the answer. Every second one is an exit.</summary>
    public async Task SendAsync(int readings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var length = WriteRequest(readings, now);
        for (var done = 0; done < length;)
            done += await _socket.SendAsync(_request.AsMemory(done, length - done), cancellationToken);
        var received = 0;
        while (true)
        {
            var count = await _socket.ReceiveAsync(_answer.AsMemory(received), cancellationToken);
            if (count == 0)
                throw new IOException("The gateway closed the connection.");
            received += count;
            if (IsWhole(_answer.AsSpan(0, received)))
                break;
        }

        var answer = _answer.AsSpan(0, received);
        if (!answer.StartsWith("HTTP/1.1 200"u8))
            throw new IOException($"The gateway answered: {Encoding.UTF8.GetString(answer)}");
        if (answer.Count("\"accepted\""u8) != readings)
            throw new IOException($"Not all were accepted: {Encoding.UTF8.GetString(answer)}");
        Accepted += readings;
        for (var i = _sent - readings; i < _sent; i++)
            Inside += i % 2 == 0 ? 1 : -1;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf(HeadEnd);
        if (head < 0)
            return false;
        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        return Utf8Parser.TryParse(answer[(at + "Content-Length: ".Length)..], out int length, out _)
            && answer.Length >= head + HeadEnd.Length + length;
    }

    /// <summary>Writes head and body; the length is a field of fixed width, filled in last.</summary>
    private int WriteRequest(int readings, DateTimeOffset now)
    {
        const int lengthDigits = 8;
        var to = _request.AsSpan();
        _head.CopyTo(to);
        var lengthAt = _head.Length;
        HeadEnd.CopyTo(to[(lengthAt + lengthDigits)..]);
        var bodyAt = lengthAt + lengthDigits + HeadEnd.Length;
        var at = bodyAt;
        Put(ref at, "{\"readings\":["u8);
        for (var i = 0; i < readings; i++, _sent++)
        {
            Put(ref at, i == 0 ? "{\"id\":\""u8 : ",{\"id\":\""u8);
            at += Encoding.ASCII.GetBytes(_sensor, to[at..]);
            Put(ref at, "/"u8);
            Utf8Formatter.TryFormat(_sent, to[at..], out var written);
            at += written;
            Put(ref at, "\",\"sensorId\":\""u8);
            at += Encoding.ASCII.GetBytes(_sensor, to[at..]);
            Put(ref at, "\",\"at\":\""u8);
            now.UtcDateTime.TryFormat(to[at..], out written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
            at += written;
            Put(ref at, _sent % 2 == 0 ? "\",\"kind\":\"entry\"}"u8 : "\",\"kind\":\"exit\"}"u8);
        }

        Put(ref at, "]}"u8);
        Utf8Formatter.TryFormat(at - bodyAt, to[lengthAt..], out _, new('D', lengthDigits));
        return at;
    }

    private void Put(ref int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(_request.AsSpan(at));
        at += text.Length;
    }
}
