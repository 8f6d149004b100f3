namespace LiveParking.Gateway.Access;

/// <summary>Reads the folder of token keys again every 2 s. A disk that hangs holds up this loop and no request.</summary>
internal sealed class TokenKeyRefresh(TokenKeys keys, TimeProvider time) : BackgroundService
{
    /// <summary>The time between two readings.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            keys.Refresh();
    }
}
