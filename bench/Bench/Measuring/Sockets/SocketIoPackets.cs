using System.Text;

namespace LiveParking.Bench.Measuring.Sockets;

/// <summary>The few packets of Engine.IO and Socket.IO that a client needs.</summary>
public static class SocketIoPackets
{
    /// <summary>The reply to a packet: a connect request after its opening, a pong after a ping; null when none is needed.</summary>
    public static byte[]? Answer(ReadOnlySpan<byte> packet) => packet switch
    {
        [(byte)'0', ..] => Text("40"),
        [(byte)'2'] => Text("3"),
        _ => null,
    };

    /// <summary>Whether the packet confirms the connection to the default namespace.</summary>
    public static bool IsConnected(ReadOnlySpan<byte> packet) => packet is [(byte)'4', (byte)'0', ..];

    /// <summary>A packet to send.</summary>
    public static byte[] Text(string packet) => WebSocketFraming.Frame(1, Encoding.UTF8.GetBytes(packet));
}
