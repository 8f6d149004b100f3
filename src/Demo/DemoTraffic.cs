using System.Globalization;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveParking.Demo;

/// <summary>
/// Creates the demo site when it does not exist yet, then simulates cars through its gates by a day's rhythm. It uses the same grain calls as any
/// integrator.
/// </summary>
internal sealed partial class DemoTraffic(IGrainFactory grains, TimeProvider timeProvider, ILogger<DemoTraffic> logger) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        new AuditAuthor("demo").SendAlong();
        if (DemoPlan.Locations.FirstOrDefault(location => !location.IsZoneKnown) is { } zoneless)
            Log.NoZones(logger, zoneless.Planned.TimeZone!);
        await UntilItSucceedsAsync(SetUpAsync, stoppingToken);
        using var timer = new PeriodicTimer(Step, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await UntilItSucceedsAsync(() => Task.WhenAll(DemoPlan.Locations.SelectMany(location => location.Levels.Select(level => StepUnlessRemovedAsync(location, level)))), stoppingToken);
    }

    private async Task UntilItSucceedsAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await action();
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, error.Message);
                await Task.Delay(RetryPause, timeProvider, cancellationToken);
            }
        }
    }

    private async Task SetUpAsync()
    {
        foreach (var location in DemoPlan.Locations)
        {
            var grain = grains.GetGrain<ILocationGrain>(location.Id);
            LocationStatus? known = null;
            try
            {
                known = (await grain.GetAsync()).Status;
            }
            catch (UnknownLocationException)
            {
                await grain.ConfigureAsync(location.Settings);
            }

            // A camera may have created the location before, with only its id as a name.
            if (known is { Levels.Count: 0 } && known.Name == known.Id)
                await grain.ConfigureAsync(location.Settings);
            // The location was created when this machine had no time zones. An operator's own settings are not changed.
            if (known is not null && location.IsZoneKnown && (await grain.GetAsync()).Settings == location.Planned with { TimeZone = null })
                await grain.ConfigureAsync(location.Planned);
            // A level that was removed stays removed.
            if (known is null or { Levels.Count: 0 })
            {
                foreach (var level in location.Levels)
                    await SetUpAsync(grain, level);
            }
        }
    }

    private async Task SetUpAsync(ILocationGrain location, DemoLevel level)
    {
        await location.ConfigureLevelAsync(level.Key.LevelId, level.Settings);
        await ReportAsync(level, [NewReading(ReadingKind.Count) with { Occupied = level.FirstCount }]);
    }

    private async Task StepUnlessRemovedAsync(DemoLocation location, DemoLevel level)
    {
        try
        {
            await StepAsync(location, level);
        }
        catch (UnknownLevelException error)
        {
            Log.Removed(logger, error.Message);
        }
    }

    /// <summary>
    /// Simulates one second of traffic: cars enter and leave around the target of the hour, faster the further the level is from it.
    /// </summary>
    private async Task StepAsync(DemoLocation location, DemoLevel level)
    {
        var status = (await grains.GetGrain<ILevelGrain>(level.Key.ToString()).GetAsync()).Status;
        var wanted = level.Rhythm.At(TimeZoneInfo.ConvertTime(timeProvider.GetUtcNow(), location.Zone).TimeOfDay) * status.Spots.Total;
        var pull = Math.Clamp((wanted - status.Spots.Occupied) / 400, -0.08, 0.08);
        var bustle = 0.06 + (0.0003 * status.Spots.Total);
        List<Reading> readings = [];
        if (Random.Shared.NextDouble() < bustle + Math.Max(0, pull) && status.Spots.Available > 0)
            readings.Add(NewReading(ReadingKind.Entry));
        if (Random.Shared.NextDouble() < bustle + Math.Max(0, -pull) && status.Spots.Occupied > 0)
            readings.Add(NewReading(ReadingKind.Exit));
        if (readings.Count > 0)
            await ReportAsync(level, readings);
    }

    private Task ReportAsync(DemoLevel level, IReadOnlyList<Reading> readings) =>
        grains.GetGrain<ILevelGrain>(level.Key.ToString()).ReportAsync(readings);

    private Reading NewReading(ReadingKind kind) =>
        new(
            Guid.NewGuid().ToString("N"),
            string.Create(CultureInfo.InvariantCulture, $"demo-{(kind == ReadingKind.Exit ? "exit" : "entry")}"),
            timeProvider.GetUtcNow(),
            kind);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "No traffic for a level that was removed: {Reason}")]
        public static partial void Removed(ILogger logger, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "This machine's time zone database does not have {Zone}: the demo runs without time zones. Install the package tzdata and start again.")]
        public static partial void NoZones(ILogger logger, string zone);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The demo's traffic pauses: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
