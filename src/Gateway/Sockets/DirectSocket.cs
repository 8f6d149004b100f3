using System.Net.Sockets;

namespace LiveParking.Gateway.Sockets;

/// <summary>
/// Sends on the socket under a WebSocket and bypasses the pipes of the server, so that only the kernel copies the data. Senders take turns, and each
/// sends whole WebSocket frames. The server still owns the socket: it reads from it and closes it.
/// </summary>
/// <param name="socket">The connection's socket, without TLS on it.</param>
internal sealed class DirectSocket(Socket socket) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SocketSendArgs _args = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private Mode _mode = Mode.Undecided;
    private volatile bool _received;
    private volatile bool _closing;
    private volatile bool _disposed;
    private bool _sending;
    private object? _pending;

    private enum Mode
    {
        Undecided,
        Direct,
        ThroughServer,
    }

    /// <summary>The send that the kernel has not accepted yet, as an object with its own identity; null when there is none.</summary>
    public object? Waiting => Volatile.Read(ref _pending);

    /// <summary>
    /// Decides on the first call who sends on this connection: this object or the server. Later calls return the same. Direct sending needs a client
    /// message after the handshake: only then is it certain that the server has sent all its data.
    /// </summary>
    public bool TryUseDirectSending()
    {
        if (_mode == Mode.Undecided)
        {
            lock (_lock)
            {
                if (_mode == Mode.Undecided)
                    _mode = _received ? Mode.Direct : Mode.ThroughServer;
            }
        }

        return _mode == Mode.Direct;
    }

    /// <summary>Records that the client has sent data.</summary>
    public void MarkReceived() => _received = true;

    /// <summary>Records that a close frame is next: no message may follow it.</summary>
    public void MarkClosing() => _closing = true;

    /// <summary>Sends whole frames; waits for its turn and until the kernel has accepted all bytes.</summary>
    /// <param name="frames">The bytes, which must not change until the task ends.</param>
    /// <param name="isMessage">Whether this is a message, which is dropped after a close frame.</param>
    /// <returns>False when the connection is closed.</returns>
    public ValueTask<bool> SendAsync(OutgoingBytes frames, bool isMessage)
    {
        if (Turn() is { } turn)
            return SendInTurnAsync(turn, frames, isMessage);
        var sent = SendCore(frames, isMessage);
        if (!sent.IsCompleted)
            return FinishAsync(sent);
        // Read before the turn is passed on: the next send uses the same arguments.
        var isTaken = sent.Result;
        PassTurn();
        return new ValueTask<bool>(isTaken);
    }

    /// <summary>Stops sending. A send in progress ends when the server, which owns the socket, closes it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            if (!_sending)
                _args.Dispose();
        }
    }

    /// <summary>Null when the caller has the turn; otherwise a task that ends when it has.</summary>
    private Task? Turn()
    {
        lock (_lock)
        {
            if (!_sending)
            {
                _sending = true;
                return null;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    private void PassTurn()
    {
        TaskCompletionSource? next;
        lock (_lock)
        {
            _pending = null;
            _sending = _waiting.TryDequeue(out next);
            if (_disposed && !_sending)
                _args.Dispose();
        }

        next?.SetResult();
    }

    private async ValueTask<bool> SendInTurnAsync(Task turn, OutgoingBytes frames, bool isMessage)
    {
        await turn;
        return await FinishAsync(SendCore(frames, isMessage));
    }

    private async ValueTask<bool> FinishAsync(ValueTask<bool> sending)
    {
        // While this sender has the turn, no other writes this field.
        if (!sending.IsCompleted)
            Volatile.Write(ref _pending, new object());
        try
        {
            return await sending;
        }
        finally
        {
            PassTurn();
        }
    }

    private ValueTask<bool> SendCore(OutgoingBytes frames, bool isMessage) =>
        _disposed || _args.IsBroken || (isMessage && _closing) ? new(false) : _args.SendAsync(socket, frames);
}
