using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveParking.Media;

/// <summary>
/// A hostile RTSP camera: it redirects at one of its requests, or sends the given H.264 as fast as it is read.
/// </summary>
internal sealed class ScriptedRtspServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _serving;

    public ScriptedRtspServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The request that is answered with <see cref="Redirect"/>; null for none.</summary>
    public string? RedirectAt { get; init; }

    /// <summary>The head of the redirect, without its end.</summary>
    public string Redirect { get; init; } = "";

    /// <summary>The stream, a NAL unit each, over and over; the first two are its parameter sets.</summary>
    public IReadOnlyList<byte[]> Units { get; init; } = [[0x67, 0x42], [0x68, 0xCE]];

    /// <summary>Pause after each unit.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The head of each request.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public string Address(string login = "") => $"rtsp://{login}{_listener.LocalEndpoint}/cam?channel=1";

    /// <summary>The NAL units of a file in Annex B form.</summary>
    public static IReadOnlyList<byte[]> UnitsOf(byte[] annexB)
    {
        List<byte[]> units = [];
        var starts = Enumerable.Range(0, annexB.Length - 3).Where(at => annexB[at] == 0 && annexB[at + 1] == 0 && annexB[at + 2] == 1).ToList();
        for (var index = 0; index < starts.Count; index++)
        {
            var end = index + 1 < starts.Count ? starts[index + 1] : annexB.Length;
            var unit = annexB[(starts[index] + 3)..end];
            units.Add(index + 1 < starts.Count && unit[^1] == 0 ? unit[..^1] : unit);
        }

        return units;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            while (await ReadHeadAsync(reader) is { } head)
            {
                _requests.Enqueue(head);
                var method = head.Split(' ')[0];
                var sequence = head.Split('\n').First(line => line.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase)).Trim();
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer(method, sequence)), _stop.Token);
                if (method == "PLAY")
                    await SendAsync(stream);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            connection.Close(); // the other side left, or the test is over
        }
    }

    private async Task<string?> ReadHeadAsync(StreamReader reader)
    {
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line.Length == 0)
                return head.ToString();
            head.Append(line).Append('\n');
        }

        return null;
    }

    private string Answer(string method, string sequence)
    {
        if (method == RedirectAt)
            return $"{Redirect}\r\n{sequence}\r\n\r\n";
        var parameters = string.Join(',', Units.Take(2).Select(Convert.ToBase64String));
        var description =
            "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=camera\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
            + $"a=fmtp:96 packetization-mode=1;sprop-parameter-sets={parameters}\r\na=control:track1\r\n";
        var rest = method switch
        {
            "OPTIONS" => "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n",
            "DESCRIBE" => string.Create(
                CultureInfo.InvariantCulture, $"Content-Type: application/sdp\r\nContent-Length: {description.Length}\r\n\r\n{description}"),
            "SETUP" => "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n",
            _ => "Session: 1\r\n\r\n",
        };
        return $"RTSP/1.0 200 OK\r\n{sequence}\r\n{rest}";
    }

    private async Task SendAsync(NetworkStream stream)
    {
        var packet = new byte[16 + 65_000];
        ushort number = 0;
        for (uint time = 0; ; time += 3000)
        {
            foreach (var unit in Units)
            {
                // RFC 2326, section 10.12, then RFC 3550 and RFC 6184: each unit is a separate packet.
                packet[0] = (byte)'$';
                packet[1] = 0;
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(12 + unit.Length));
                packet[4] = 0x80;
                var isPicture = (unit[0] & 0x1F) is 1 or 5;
                packet[5] = (byte)(96 | (isPicture ? 0x80 : 0));
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), number++);
                BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), time);
                unit.CopyTo(packet, 16);
                await stream.WriteAsync(packet.AsMemory(0, 16 + unit.Length), _stop.Token);
                if (isPicture)
                    time += 3000;
                if (Pause > TimeSpan.Zero)
                    await Task.Delay(Pause, TimeProvider.System, _stop.Token);
            }
        }
    }
}
