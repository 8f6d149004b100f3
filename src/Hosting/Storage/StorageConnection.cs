using LiveParking.Hosting.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LiveParking.Hosting.Storage;

/// <summary>A silo's only connection for grain state; created on first use, closed with the silo.</summary>
internal sealed partial class StorageConnection : IAsyncDisposable
{
    private readonly ILogger<StorageConnection> _logger;
    private readonly Lazy<Task<IConnectionMultiplexer>> _connection;
    private readonly string _where;

    public StorageConnection(ConfigurationOptions options, ILogger<StorageConnection> logger)
    {
        _logger = logger;
        _where = string.Join(", ", options.EndPoints);
        _connection = new(() => ConnectAsync(options));
    }

    public Task<IConnectionMultiplexer> GetAsync() => _connection.Value;

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
            await (await _connection.Value).DisposeAsync();
    }

    private async Task<IConnectionMultiplexer> ConnectAsync(ConfigurationOptions options)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        connection.ConnectionFailed += (_, fault) =>
        {
            if (fault.ConnectionType == ConnectionType.Interactive)
                Log.Lost(_logger, _where, fault.FailureType);
        };
        connection.ConnectionRestored += (_, fault) =>
        {
            if (fault.ConnectionType == ConnectionType.Interactive)
                Log.Restored(_logger, _where);
        };
        if (connection.IsConnected && await RedisConnection.CheckDurabilityAsync(connection) is { } warning)
            Log.Durability(_logger, warning);
        return connection;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The connection to the store at {Where} is lost ({Failure}); writes fail until it is back")]
        public static partial void Lost(ILogger logger, string where, ConnectionFailureType failure);

        [LoggerMessage(Level = LogLevel.Information, Message = "The connection to the store at {Where} is back")]
        public static partial void Restored(ILogger logger, string where);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
        public static partial void Durability(ILogger logger, string warning);
    }
}
