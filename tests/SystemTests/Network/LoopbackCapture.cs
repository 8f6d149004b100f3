using System.Buffers.Binary;
using System.Net.Sockets;

namespace LiveParking.SystemTests.Network;

/// <summary>Captures what goes over loopback from and to some TCP ports. Needs the rights of root (packet(7)).</summary>
internal sealed class LoopbackCapture : IDisposable
{
    /// <summary>Every protocol, in the byte order of the network.</summary>
    private const int AllProtocols = 0x0300;

    private readonly Socket _socket = new(AddressFamily.Packet, SocketType.Raw, (ProtocolType)AllProtocols) { ReceiveBufferSize = 16 * 1024 * 1024 };
    private readonly HashSet<int> _ports;
    private readonly List<byte[]> _packets = [];
    private readonly Lock _lock = new();

    private LoopbackCapture(IEnumerable<int> ports) => _ports = [.. ports];

    /// <summary>Bytes captured so far.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _packets.Sum(packet => (long)packet.Length);
        }
    }

    /// <summary>Begins to capture.</summary>
    public static LoopbackCapture Start(IEnumerable<int> ports)
    {
        var capture = new LoopbackCapture(ports);
        new Thread(capture.Run) { IsBackground = true }.Start();
        return capture;
    }

    /// <summary>Whether bytes were in one packet.</summary>
    public bool Saw(byte[] wanted)
    {
        lock (_lock)
            return _packets.Exists(packet => packet.AsSpan().IndexOf(wanted) >= 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Run()
    {
        var buffer = new byte[128 * 1024];
        try
        {
            while (true)
            {
                var packet = buffer.AsSpan(0, _socket.Receive(buffer));
                // Ethernet header of 14 bytes, then IPv4 (RFC 791) with TCP (RFC 9293).
                if (packet.Length < 54 || packet[12] != 0x08 || packet[13] != 0x00 || packet[23] != 6)
                    continue;
                var tcp = packet[(14 + (packet[14] & 0xF) * 4)..];
                if (!_ports.Contains(BinaryPrimitives.ReadUInt16BigEndian(tcp)) && !_ports.Contains(BinaryPrimitives.ReadUInt16BigEndian(tcp[2..])))
                    continue;
                lock (_lock)
                    _packets.Add(packet.ToArray());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The capture has ended.
        }
    }
}
