using System.Text;

namespace LiveParking.Measuring.Sockets;

/// <summary>The few packets of Engine.IO and Socket.IO that a client needs.</summary>
public static class SocketIoPackets
{
    /// <summary>What a packet has to be answered with: its opening with a wish to connect, a ping with a pong; null when nothing.</summary>
    public static byte[]? Answer(ReadOnlySpan<byte> packet) => packet switch
    {
        [(byte)'0', ..] => Text("40"),
        [(byte)'2'] => Text("3"),
        _ => null,
    };

    /// <summary>Whether it says that the connection to the default namespace stands.</summary>
    public static bool IsConnected(ReadOnlySpan<byte> packet) => packet is [(byte)'4', (byte)'0', ..];

    /// <summary>A packet to send.</summary>
    public static byte[] Text(string packet) => WebSocketFraming.Frame(1, Encoding.UTF8.GetBytes(packet));
}
