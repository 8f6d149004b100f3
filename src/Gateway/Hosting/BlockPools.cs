using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace LiveParking.Gateway.Hosting;

/// <summary>Makes the pools from which the server has the memory of its connections, a few for the whole life of the process.</summary>
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

    /// <summary>Lets go of a tenth of what no connection uses now.</summary>
    public void TrimSome()
    {
        foreach (var pool in _pools)
            pool.TrimSome();
    }

    /// <summary>Lets go of what no connection uses now.</summary>
    public void Trim()
    {
        foreach (var pool in _pools)
            pool.Trim();
    }
}
