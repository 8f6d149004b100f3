using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace LiveParking.Gateway.Sockets;

/// <summary>Reusable send arguments of a socket: one send at a time, without an allocation for each.</summary>
internal sealed class SocketSendArgs() : SocketAsyncEventArgs(unsafeSuppressExecutionContextFlow: true), IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> _completion = new() { RunContinuationsAsynchronously = false };

    /// <summary>Whether a send has failed. The connection is closed, and another send would throw again.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Sends all bytes.</summary>
    /// <returns>False when the connection is closed.</returns>
    public ValueTask<bool> SendAsync(Socket socket, OutgoingBytes bytes)
    {
        _completion.Reset();
        try
        {
            if (bytes.Pieces is { } pieces)
                BufferList = pieces;
            else
                SetBuffer(MemoryMarshal.AsMemory(bytes.Piece));
            if (socket.SendAsync(this))
                return new ValueTask<bool>(this, _completion.Version);
        }
        catch (ObjectDisposedException)
        {
            // The server closed the socket.
            IsBroken = true;
            return new ValueTask<bool>(false);
        }

        return new ValueTask<bool>(End());
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    /// <inheritdoc/>
    protected override void OnCompleted(SocketAsyncEventArgs e) => _completion.SetResult(End());

    /// <summary>Releases the bytes, so that an idle connection does not keep the last frame alive.</summary>
    private bool End()
    {
        var error = SocketError;
        if (BufferList is null)
            SetBuffer(default);
        else
            BufferList = null;
        IsBroken |= error != SocketError.Success;
        return !IsBroken;
    }
}
