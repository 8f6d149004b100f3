namespace LiveParking.Gateway.Sockets;

/// <summary>
/// The stream below the stock WebSocket of a connection with direct sending. Reads go to the server's stream. Frames of the WebSocket itself (pongs
/// and the close frame) wait for their turn between the messages.
/// </summary>
internal sealed class UpgradedStream(Stream server, DirectSocket direct) : Stream
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
        var reading = server.ReadAsync(buffer, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
            return FinishReadAsync(reading);
        var count = reading.Result;
        if (count > 0)
            direct.Received();
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
        if (!direct.TryTakeOver())
        {
            await server.WriteAsync(buffer, cancellationToken);
            return;
        }

        if (buffer.Span[0] == WebSocketFrame.Close)
            direct.Closing();
        if (!await direct.SendAsync(new OutgoingBytes(buffer), isMessage: false))
            throw new IOException("The connection is closed.");
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        direct.TryTakeOver() ? Task.CompletedTask : server.FlushAsync(cancellationToken);

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
        direct.Dispose();
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            direct.Dispose();
            server.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> FinishReadAsync(ValueTask<int> reading)
    {
        var count = await reading;
        if (count > 0)
            direct.Received();
        return count;
    }
}
