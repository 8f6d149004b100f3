using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveParking.Bench.Measuring.Sockets;

/// <summary>Opens a WebSocket on a plain socket of loopback (RFC 6455, section 4.1).</summary>
public static class WebSocketUpgrade
{
    private const int LongestAnswer = 4096;

    /// <summary>The compression offer of browsers and of the stock clients of Socket.IO and SignalR.</summary>
    public const string OfferOfDeflate = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

    /// <summary>Connects; returns when the server has upgraded the connection.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="path">The path, with its query.</param>
    /// <param name="headers">Further headers, each with its end of line.</param>
    /// <exception cref="IOException">The server did not upgrade it.</exception>
    public static Socket Connect(int port, string path, string headers)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        socket.Send(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"));
        ReadAnswer(socket);
        return socket;
    }

    /// <summary>Byte by byte, so that nothing that follows is taken.</summary>
    private static void ReadAnswer(Socket socket)
    {
        var answer = new StringBuilder();
        Span<byte> one = stackalloc byte[1];
        while (answer.Length < 4 || answer.ToString(answer.Length - 4, 4) != "\r\n\r\n")
        {
            if (socket.Receive(one) == 0 || answer.Length > LongestAnswer)
                throw new IOException("The server did not upgrade a connection.");
            answer.Append((char)one[0]);
        }

        if (!answer.ToString().Contains(" 101 ", StringComparison.Ordinal))
            throw new IOException($"The server answered '{answer.ToString().Split('\r')[0]}'.");
    }
}
