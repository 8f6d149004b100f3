using System.Buffers;
using System.Collections.Concurrent;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Blocks of memory for the server's connections. Unlike the server's own pool, which lets go of at most ten blocks in ten seconds, it can give all that
/// it keeps back at once: a flood had left 75 MB in it. Its blocks are pinned only while a socket uses them: always pinned ones left 32 MB of gaps that
/// the collector can't close. Safe to use from any thread.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    /// <summary>The size of a block in bytes: one page.</summary>
    private const int BlockBytes = 4096;

    private readonly ConcurrentQueue<Block> _kept = new();
    private volatile bool _disposed;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockBytes;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _kept.TryDequeue(out var block) ? block : new Block(this);
    }

    /// <summary>Lets go of a tenth of the blocks that nobody uses now: what grew slowly goes slowly, too.</summary>
    public void TrimSome()
    {
        for (var i = _kept.Count / 10; i > 0 && _kept.TryDequeue(out _); i--)
        {
        }
    }

    /// <summary>Lets go of all blocks that nobody uses now; the collector takes them.</summary>
    public void Trim() => _kept.Clear();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        _kept.Clear();
    }

    private void Return(Block block)
    {
        if (!_disposed)
            _kept.Enqueue(block);
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes);

        /// <summary>Goes back to the pool.</summary>
        public void Dispose() => pool.Return(this);
    }
}
