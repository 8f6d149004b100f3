using LiveParking.Gateway.Cluster;
using LiveParking.Hosting.Redis;
using StackExchange.Redis;

namespace LiveParking.Gateway.Health;

/// <summary>
/// Whether the cluster's Redis answers this gateway. Without it silos still answer from memory, and cameras keep running, so the gateway stays in
/// service. Requests that need a write are rejected.
/// </summary>
internal sealed class RedisReadiness : IReadinessCheck, IAsyncDisposable
{
    private readonly ConfigurationOptions _options;
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;

    /// <exception cref="InvalidOperationException">The cluster has no Redis.</exception>
    public RedisReadiness(ClusterClientSettings settings)
    {
        _options = settings.Redis?.Clone() ?? throw new InvalidOperationException("The cluster of this gateway has no Redis.");
        // With abortConnect=true a failed first attempt would be the last one.
        _options.AbortOnConnectFail = false;
        _connection = new(() => ConnectionMultiplexer.ConnectAsync(_options));
    }

    /// <inheritdoc/>
    public ReadinessFault TimeoutFault => Fault(new TimeoutException());

    /// <inheritdoc/>
    public async Task<ReadinessFault?> FindAsync()
    {
        try
        {
            await (await _connection.Value).GetDatabase().PingAsync();
            return null;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return Fault(exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_connection.IsValueCreated)
            return;
        var connecting = _connection.Value;
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A failed attempt left no connection.
        if (connecting.IsCompletedSuccessfully)
            await (await connecting).DisposeAsync();
    }

    private ReadinessFault Fault(Exception exception) =>
        new($"{RedisConnection.DescribeFailure(_options, exception)} Numbers and video go on; what has to be stored is refused.", IsBlocking: false);
}
