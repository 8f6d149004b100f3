using Orleans.Runtime;

namespace LiveParking.Gateway.Cluster;

/// <summary>Retries the connection to the cluster every second, publishes the reason, and logs each new reason once.</summary>
internal sealed partial class RetryForeverFilter(
    ClusterLink link, ClusterClientSettings settings, TimeProvider timeProvider, ILogger<RetryForeverFilter> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        var reason = ClusterFault.Describe(exception, settings.Redis);
        if (reason != link.Reason)
            Log.Waiting(logger, reason);
        link.Explain(reason);
        await Task.Delay(Pause, timeProvider, cancellationToken);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "No connection to the cluster yet: {Reason} Trying again every second.")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
