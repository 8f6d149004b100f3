using LiveParking.Gateway.Hosting;

namespace LiveParking.GatewayTests.Hosting;

/// <summary>The memory of the server's connections.</summary>
public sealed class BlockPoolTests
{
    [Fact]
    public void A_block_that_came_back_is_used_again_until_the_pools_let_go_of_it()
    {
        var pools = new BlockPools();
        using var pool = pools.Create();
        var first = pool.Rent(1);
        Assert.Equal(pool.MaxBufferSize, first.Memory.Length);
        using var second = pool.Rent();
        Assert.NotSame(first, second);
        first.Dispose();
        var again = pool.Rent();
        Assert.Same(first, again);

        again.Dispose();
        pools.Trim();
        using var another = pool.Rent();
        Assert.NotSame(first, another);
    }

    [Fact]
    public void More_than_a_block_and_blocks_of_a_pool_that_has_ended_are_refused()
    {
        var pool = new BlockPools().Create();
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(pool.MaxBufferSize + 1));
        var late = pool.Rent();
        pool.Dispose();
        late.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Rent());
    }
}
