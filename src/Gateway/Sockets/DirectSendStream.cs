namespace LiveParking.Gateway.Sockets;

/// <summary>
/// The stream under ASP.NET's WebSocket when the gateway writes to the socket itself (see <see cref="DirectSocket"/>). Reads go to the server's
/// stream. WebSocket control frames (pong, close) are queued between messages.
/// </summary>
internal sealed class DirectSendStream(Stream serverStream, DirectSocket socket) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = serverStream.ReadAsync(buffer, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
            return FinishReadAsync(reading);
        var count = reading.Result;
        if (count > 0)
            socket.MarkReceived();
        return new ValueTask<int>(count);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return;
        if (!socket.TryUseDirectSending())
        {
            await serverStream.WriteAsync(buffer, cancellationToken);
            return;
        }

        if (buffer.Span[0] == WebSocketFrame.Close)
            socket.MarkClosing();
        if (!await socket.SendAsync(new OutgoingBytes(buffer), isMessage: false))
            throw new IOException("The connection is closed.");
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        socket.TryUseDirectSending() ? Task.CompletedTask : serverStream.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await serverStream.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
            serverStream.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> FinishReadAsync(ValueTask<int> reading)
    {
        var count = await reading;
        if (count > 0)
            socket.MarkReceived();
        return count;
    }
}
