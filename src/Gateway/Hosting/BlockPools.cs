using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace LiveParking.Gateway.Hosting;

/// <summary>Creates the memory pools for the server's connections: a few for the lifetime of the process.</summary>
internal sealed class BlockPools : IMemoryPoolFactory<byte>
{
    private readonly ConcurrentBag<BlockPool> _pools = [];

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null)
    {
        var pool = new BlockPool();
        _pools.Add(pool);
        return pool;
    }

    /// <summary>Frees a tenth of the blocks that no connection uses.</summary>
    public void TrimSome()
    {
        foreach (var pool in _pools)
            pool.TrimSome();
    }

    /// <summary>Frees all blocks that no connection uses.</summary>
    public void Trim()
    {
        foreach (var pool in _pools)
            pool.Trim();
    }
}
