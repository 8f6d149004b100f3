using System.Net.Sockets;

namespace LiveParking.Gateway.Sockets;

/// <summary>
/// Sends on the socket below a WebSocket, past the pipes of the server: what is sent is copied once, by the kernel. One sender at a time has
/// the turn, and each sends whole WebSocket frames. The server stays the owner of the socket: it reads from it, and closes it.
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

    /// <summary>What waits for the kernel to take it, as an object of its own; null when nothing does.</summary>
    public object? Waiting => Volatile.Read(ref _pending);

    /// <summary>
    /// Says who sends on this connection: from the first call on either this one does or the server does. The client has to have sent something
    /// after the handshake: only then it is certain that all that the server had to send is sent.
    /// </summary>
    public bool TryTakeOver()
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

    /// <summary>The client sent something.</summary>
    public void Received() => _received = true;

    /// <summary>A close frame is next: no message may follow it.</summary>
    public void Closing() => _closing = true;

    /// <summary>Sends whole frames; waits for its turn and until the kernel has taken all.</summary>
    /// <param name="frames">The bytes, which must stay as they are until the task ends.</param>
    /// <param name="isMessage">Whether this is a message, which is dropped after a close frame.</param>
    /// <returns>False when the connection is closed.</returns>
    public ValueTask<bool> SendAsync(OutgoingBytes frames, bool isMessage)
    {
        if (Turn() is { } turn)
            return SendInTurnAsync(turn, frames, isMessage);
        var sent = SendCore(frames, isMessage);
        if (!sent.IsCompleted)
            return FinishAsync(sent);
        // Taken before the turn is passed: the next send uses the same arguments.
        var isTaken = sent.Result;
        PassTurn();
        return new ValueTask<bool>(isTaken);
    }

    /// <summary>Nothing more is sent. What is on its way ends when the server, whose socket it is, closes it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            if (!_sending)
                _args.Dispose();
        }
    }

    /// <summary>Null when the turn is the caller's; otherwise ends when it is.</summary>
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
        // As long as it has the turn nobody else writes this.
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
