using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveParking.Measuring.Viewing;
using LiveParking.Viewers.Protocols;
using LiveParking.Viewers.Sockets;

namespace LiveParking.Viewers;

/// <summary>One connection that watches the camera. After <see cref="Connect"/> only the loop's thread uses it.</summary>
internal abstract class Viewer : IMessageParts, IDisposable
{
    private readonly Socket _socket;
    private readonly WebSocketFraming _framing;

    protected Viewer(Socket socket) => (_socket, _framing) = (socket, new WebSocketFraming(this));

    public int Handle => (int)_socket.SafeHandle.DangerousGetHandle();

    /// <summary>Connects and says what is said before the first message.</summary>
    public static Viewer Connect(ViewersSettings settings, int number, Tally tally)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, settings.Port);
        socket.Send(Encoding.ASCII.GetBytes(
            $"GET {settings.Path} HTTP/1.1\r\nHost: 127.0.0.1:{settings.Port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{Extensions(settings, number)}\r\n"));
        ReadUpgrade(socket);
        return settings.Protocol switch
        {
            WireProtocol.SignalR => new SignalRViewer(socket, settings, number, tally),
            WireProtocol.SocketIo => new SocketIoViewer(socket, settings, number, tally),
            WireProtocol.Sketch => new SketchViewer(socket, number, tally),
            _ => new RawViewer(socket, number, tally),
        };
    }

    /// <summary>Asks for the frames, where they do not come by themselves.</summary>
    public abstract void Begin();

    /// <summary>Says that the viewer is there, where silence would end the connection.</summary>
    public virtual void SayAlive()
    {
    }

    public void Take(ReadOnlySpan<byte> bytes) => _framing.Take(bytes);

    public abstract void BeginMessage(bool isText);

    public abstract void Part(ReadOnlySpan<byte> part);

    public abstract void EndMessage();

    public void Dispose() => _socket.Dispose();

    protected void Send(byte[] frame) => _socket.Send(frame);

    /// <summary>
    /// What browsers and the stock clients of Socket.IO and SignalR offer. Of the servers here only the sketch's takes it; the first of its
    /// viewers does not offer it, so that its frames can be looked at.
    /// </summary>
    private static string Extensions(ViewersSettings settings, int number) => settings.Protocol == WireProtocol.Sketch && number == 0
        ? ""
        : "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

    /// <summary>Byte by byte, so that nothing that follows is taken.</summary>
    private static void ReadUpgrade(Socket socket)
    {
        var answer = new StringBuilder();
        Span<byte> one = stackalloc byte[1];
        while (answer.Length < 4 || answer.ToString(answer.Length - 4, 4) != "\r\n\r\n")
        {
            if (socket.Receive(one) == 0 || answer.Length > 4096)
                throw new IOException("The server did not upgrade a connection.");
            answer.Append((char)one[0]);
        }

        if (!answer.ToString().Contains(" 101 ", StringComparison.Ordinal))
            throw new IOException($"The server answered '{answer.ToString().Split('\r')[0]}'.");
    }
}
