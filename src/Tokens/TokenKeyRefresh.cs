using Microsoft.Extensions.Hosting;

namespace LiveParking.Tokens;

/// <summary>Reloads a folder of token keys every 2 s. A hanging disk blocks this loop, but no request.</summary>
internal sealed class TokenKeyRefresh(TokenKeys keys, TimeProvider timeProvider) : BackgroundService
{
    /// <summary>The time between two reloads.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            keys.Refresh();
    }
}
