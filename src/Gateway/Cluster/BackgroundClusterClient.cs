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
            LogConnected(logger);
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The gateway is connected to the cluster.")]
    private static partial void LogConnected(ILogger logger);

    [LoggerMessage(LogLevel.Information, "The gateway stopped before it reached the cluster: {Reason}")]
    private static partial void LogStopped(ILogger logger, string reason);
}
