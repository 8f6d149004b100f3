using System.Net.Sockets;

namespace LiveParking.Bench.Measuring.Sockets;

/// <summary>One WebSocket of many that a <see cref="ReadinessLoop"/> reads; once that runs only its thread uses it.</summary>
public abstract class LightClient : IMessageParts, IDisposable
{
    private readonly Socket _socket;
    private readonly WebSocketFraming _framing;

    /// <param name="socket">The connection, upgraded; it is the client's from now on.</param>
    protected LightClient(Socket socket) => (_socket, _framing) = (socket, new WebSocketFraming(this));

    internal int Handle => (int)_socket.SafeHandle.DangerousGetHandle();

    /// <summary>Asks for what it wants, where that does not come by itself.</summary>
    public abstract void Begin();

    /// <summary>Says that the client is there, where silence would end the connection.</summary>
    public virtual void SayAlive()
    {
    }

    /// <inheritdoc/>
    public abstract void BeginMessage(bool isText);

    /// <inheritdoc/>
    public abstract void Part(ReadOnlySpan<byte> part);

    /// <inheritdoc/>
    public abstract void EndMessage();

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void Take(ReadOnlySpan<byte> bytes) => _framing.Take(bytes);

    /// <summary>Sends whole frames.</summary>
    protected void Send(byte[] frame) => _socket.Send(frame);
}
