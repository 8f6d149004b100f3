using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>
/// The needed part of a broker that supports MQTT 3.1.1 only: it refuses a newer client with return code 1 (MQTT 3.1.1, section 3.1.2.2) and closes.
/// </summary>
internal sealed class Mqtt311Broker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private readonly bool _sendsConnAck;
    private NetworkStream? _subscriber;

    /// <param name="sendsConnAck">Whether it sends a CONNACK with the return code before it closes.</param>
    public Mqtt311Broker(bool sendsConnAck)
    {
        _sendsConnAck = sendsConnAck;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"mqtt://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The protocol versions of the clients that connected: 5 for MQTT 5, 4 for MQTT 3.1.1.</summary>
    public ConcurrentQueue<byte> ProtocolVersions { get; } = new();

    /// <summary>The ids of the messages that were acknowledged.</summary>
    public ConcurrentQueue<int> Acknowledged { get; } = new();

    /// <summary>Sends a message of QoS 1 with the id 7 to every subscriber.</summary>
    public async Task PublishAsync(string topic, string text)
    {
        var (name, body) = (Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(text));
        byte[] packet = [0, (byte)name.Length, .. name, 0, 7, .. body];
        await _subscriber!.WriteAsync((byte[])[0x32, (byte)(packet.Length % 128 | 0x80), (byte)(packet.Length / 128), .. packet]);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await using var stream = client.GetStream();
                await ServeAsync(stream);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The client has gone, or the test has ended.
                _subscriber = null;
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var head = new byte[2];
        while (true)
        {
            await stream.ReadExactlyAsync(head, _end.Token);
            var packet = new byte[await LengthAsync(stream, head[1])];
            await stream.ReadExactlyAsync(packet, _end.Token);
            switch (head[0] >> 4)
            {
                case 1:
                    ProtocolVersions.Enqueue(packet[6]);
                    if (packet[6] != 4)
                    {
                        if (_sendsConnAck)
                            await stream.WriteAsync((byte[])[0x20, 2, 0, 1]);
                        return;
                    }

                    await stream.WriteAsync((byte[])[0x20, 2, 0, 0]);
                    break;
                case 4:
                    Acknowledged.Enqueue(BinaryPrimitives.ReadUInt16BigEndian(packet));
                    break;
                case 8:
                    _subscriber = stream;
                    // As many codes as topics: each is a text with its length, and a byte.
                    var topics = 0;
                    for (var at = 2; at < packet.Length; at += 3 + BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(at)))
                        topics++;
                    await stream.WriteAsync((byte[])[0x90, (byte)(2 + topics), packet[0], packet[1], .. Enumerable.Repeat((byte)1, topics)]);
                    break;
                case 12:
                    await stream.WriteAsync((byte[])[0xd0, 0]);
                    break;
            }
        }
    }

    private static async Task<int> LengthAsync(NetworkStream stream, byte first)
    {
        if (first < 128)
            return first;
        var second = new byte[1];
        await stream.ReadExactlyAsync(second);
        return (first & 127) + (second[0] * 128);
    }
}
