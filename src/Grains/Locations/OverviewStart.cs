using LiveParking.Grains.Alarms;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Notifications;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Locations;

/// <summary>
/// Starts the overview and the board of alarms with the silo, and with them every location and level. So silent sensors are detected without a client, and the first client
/// does not wait.
/// </summary>
internal sealed partial class OverviewStart(IGrainFactory grains, TimeProvider timeProvider, ILogger<OverviewStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How often the overview is checked: after the loss of its silo there may be no other caller.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isComplete = false;
            // Beside each other: none of them waits for another that does not answer.
            await Task.WhenAll(
                TryAsync("alarms", () => grains.GetGrain<IAlarmBoard>(IAlarmBoardGrain.Key).StartAsync()),
                TryAsync("notifications", () => grains.GetGrain<INotifications>(INotifierGrain.Key).StartAsync()),
                TryAsync("overview", async () => isComplete = await grains.GetGrain<IOverviewStart>(IOverviewGrain.Key).FollowAsync()));
            await Task.Delay(isComplete ? Watch : Pause, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAsync(string what, Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (Exception error)
        {
            Log.NotYet(logger, what, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The {What} can't be started yet: {Reason}")]
        public static partial void NotYet(ILogger logger, string what, string reason);
    }
}
