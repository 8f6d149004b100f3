namespace LiveParking.Gateway.Cluster;

/// <summary>
/// Connects the Orleans client in the background, however long it takes. The client's own hosted service would block the start of the host, including
/// Kestrel, until a silo answers.
/// </summary>
internal sealed partial class BackgroundClusterClient(IClusterClient client, ClusterLink link, ILogger<BackgroundClusterClient> logger)
    : BackgroundService
{
    private readonly IHostedService _client = (IHostedService)client;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _client.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _client.StartAsync(stoppingToken);
            link.MarkReached();
            Log.Connected(logger);
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The gateway is connected to the cluster.")]
        public static partial void Connected(ILogger logger);

        [LoggerMessage(LogLevel.Information, "The gateway stopped before it reached the cluster: {Reason}")]
        public static partial void Stopped(ILogger logger, string reason);
    }
}
