using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace LiveParking.Gateway.Sockets;

/// <summary>
/// Receives the output of a hub for one connection. Each flush is one WebSocket message, sent directly on the socket. The flush ends when the kernel
/// has accepted the message, so a slow client delays only its own sender, and nothing queues here. If the server has to send, everything goes to its
/// pipe.
/// </summary>
/// <param name="server">The server's pipe to the connection.</param>
/// <param name="direct">The socket of the connection.</param>
/// <param name="format">Whether messages are text or binary.</param>
internal sealed class MessageWriter(PipeWriter server, DirectSocket direct, ITransferFormatFeature format) : PipeWriter, ISharedBytesWriter
{
    /// <summary>Shared bytes up to this length are copied: a separate segment would cost more.</summary>
    private const int SmallBytes = 512;

    private const int MinBuffer = 1024;
    private const int LargestKept = 4096;

    private readonly Lock _lock = new();
    private List<(int At, ArraySegment<byte> Bytes)> _shared = [];
    private List<ArraySegment<byte>> _frame = [];
    private byte[] _own = [];
    private int _end = WebSocketFrame.MaxHeadLength;
    private long _sharedLength;
    private volatile bool _completed;
    private bool _cancelled;
    private TaskCompletionSource? _leave;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _end - WebSocketFrame.MaxHeadLength + _sharedLength;

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _own.AsMemory(_end);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _own.AsSpan(_end);
    }

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_own.Length - _end), nameof(bytes));
        _end += bytes;
    }

    /// <inheritdoc/>
    public void WriteShared(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= SmallBytes || !MemoryMarshal.TryGetArray(bytes, out var array))
        {
            this.Write(bytes.Span);
            return;
        }

        _shared.Add((_end, array));
        _sharedLength += array.Count;
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_completed)
            Clear();
        if (UnflushedBytes == 0)
            return new(new FlushResult(TakeCancelled(), _completed));
        if (!direct.TryUseDirectSending())
            return FlushToServerAsync(cancellationToken);
        var sending = direct.SendAsync(Frame(), isMessage: true);
        if (!sending.IsCompletedSuccessfully)
            return WaitAsync(sending.AsTask(), cancellationToken);
        Clear();
        return new(new FlushResult(TakeCancelled(), isCompleted: !sending.Result));
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush()
    {
        TaskCompletionSource? leave;
        lock (_lock)
        {
            leave = _leave;
            _cancelled = leave is null;
        }

        leave?.TrySetResult();
        server.CancelPendingFlush();
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        _completed = true;
        server.Complete(exception);
    }

    private void Reserve(int sizeHint)
    {
        var needed = _end + Math.Max(1, sizeHint);
        if (needed > _own.Length)
            Array.Resize(ref _own, Math.Max(Math.Max(needed, MinBuffer), _own.Length * 2));
    }

    /// <summary>The message as one WebSocket frame; its header precedes the first written byte.</summary>
    private OutgoingBytes Frame()
    {
        var headLength = WebSocketFrame.HeadLength(UnflushedBytes);
        var from = WebSocketFrame.MaxHeadLength - headLength;
        Reserve(0);
        WebSocketFrame.WriteHead(_own.AsSpan(from, headLength), format.ActiveFormat == TransferFormat.Binary, UnflushedBytes);
        if (_shared.Count == 0)
            return new OutgoingBytes(_own.AsMemory(from, _end - from));
        foreach (var (at, bytes) in _shared)
        {
            if (at > from)
                _frame.Add(new ArraySegment<byte>(_own, from, at - from));
            _frame.Add(bytes);
            from = at;
        }

        if (_end > from)
            _frame.Add(new ArraySegment<byte>(_own, from, _end - from));
        return new OutgoingBytes(default, _frame);
    }

    private ValueTask<FlushResult> FlushToServerAsync(CancellationToken cancellationToken)
    {
        var from = WebSocketFrame.MaxHeadLength;
        foreach (var (at, bytes) in _shared)
        {
            server.Write(_own.AsSpan(from, at - from));
            server.Write(bytes);
            from = at;
        }

        server.Write(_own.AsSpan(from, _end - from));
        Clear();
        return server.FlushAsync(cancellationToken);
    }

    private async ValueTask<FlushResult> WaitAsync(Task<bool> sending, CancellationToken cancellationToken)
    {
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _leave = leave;
            if (_cancelled)
                leave.SetResult();
            _cancelled = false;
        }

        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), leave);
        var first = await Task.WhenAny(sending, leave.Task);
        lock (_lock)
            _leave = null;
        if (first == sending)
        {
            Clear();
            return new FlushResult(isCanceled: false, isCompleted: !await sending);
        }

        // The message continues asynchronously and keeps its buffers, so this writer gets new ones.
        (_own, _frame, _shared) = ([], [], []);
        Clear();
        await leave.Task;
        return new FlushResult(isCanceled: true, isCompleted: false);
    }

    private bool TakeCancelled()
    {
        lock (_lock)
        {
            var cancelled = _cancelled;
            _cancelled = false;
            return cancelled;
        }
    }

    private void Clear()
    {
        if (_own.Length > LargestKept)
            _own = [];
        _end = WebSocketFrame.MaxHeadLength;
        _sharedLength = 0;
        _shared.Clear();
        _frame.Clear();
    }
}
