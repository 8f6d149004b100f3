using LiveParking.Gateway.Cluster;
using LiveParking.Redis;
using StackExchange.Redis;

namespace LiveParking.Gateway.Health;

/// <summary>
/// Whether the cluster's Redis answers this gateway. Without it silos still answer with what they hold, and cameras go on, so that the gateway
/// stays in service; what has to be stored is refused.
/// </summary>
internal sealed class RedisReadiness : IReadinessCheck, IAsyncDisposable
{
    private readonly ConfigurationOptions _options;
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;

    /// <exception cref="InvalidOperationException">The cluster has no Redis.</exception>
    public RedisReadiness(ClusterClientSettings settings)
    {
        _options = settings.Redis ?? throw new InvalidOperationException("The cluster of this gateway has no Redis.");
        _connection = new(() => ConnectionMultiplexer.ConnectAsync(_options));
    }

    /// <inheritdoc/>
    public ReadinessFault Late => Fault(new TimeoutException());

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
        if (_connection.IsValueCreated)
            await (await _connection.Value).DisposeAsync();
    }

    private ReadinessFault Fault(Exception exception) =>
        new($"{RedisConnection.DescribeFailure(_options, exception)} Numbers and video go on; what has to be stored is refused.", IsBlocking: false);
}
