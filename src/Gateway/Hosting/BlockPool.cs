using System.Buffers;
using System.Collections.Concurrent;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Memory blocks for the server's connections. The server's own pool frees at most ten blocks in ten seconds. This pool can free all spare blocks
/// together: after a flood it had kept 75 MB. A block is pinned only while a socket uses it: permanently pinned blocks left 32 MB of gaps that the
/// garbage collector can't compact. Thread-safe.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    /// <summary>The size of a block in bytes: one page.</summary>
    private const int BlockBytes = 4096;

    private readonly ConcurrentQueue<Block> _freeBlocks = new();
    private volatile bool _disposed;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockBytes;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _freeBlocks.TryDequeue(out var block) ? block : new Block(this);
    }

    /// <summary>Frees a tenth of the unused blocks. Memory that grew slowly shrinks slowly too.</summary>
    public void TrimSome()
    {
        for (var i = _freeBlocks.Count / 10; i > 0 && _freeBlocks.TryDequeue(out _); i--)
        {
        }
    }

    /// <summary>Releases all unused blocks to the garbage collector.</summary>
    public void Trim() => _freeBlocks.Clear();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        _freeBlocks.Clear();
    }

    private void Return(Block block)
    {
        if (!_disposed)
            _freeBlocks.Enqueue(block);
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes);

        /// <summary>Returns the block to the pool.</summary>
        public void Dispose() => pool.Return(this);
    }
}
