using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras;

/// <summary>
/// Announces to each location its cameras on this silo and their status: at the start, with every change and every 2 s. One announcement for each
/// location is in progress at a time, and it carries the newest statuses. After each one the grains of cameras that are kept warm are called, so that
/// they run without viewers and restart after they were lost.
/// </summary>
internal sealed partial class CameraAnnouncer(
    AttachedCameras cameras,
    RefusedCameras refused,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    TimeProvider timeProvider,
    ILogger<CameraAnnouncer> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (cameras.All.Count == 0)
            return;
        var fallback = cameras.All.Any(camera => camera.LocationId is null) ? await GetDefaultLocationAsync(stoppingToken) : null;
        List<string> locations = [];
        foreach (var camera in cameras.All)
        {
            if ((camera.LocationId ?? fallback) is not { } locationId)
                continue;
            cameras.Join(camera, locationId);
            if (!locations.Contains(locationId))
                locations.Add(locationId);
        }

        // Sequential at first, so that locations created by the announcements are listed in camera order.
        foreach (var locationId in locations)
            await AnnounceAsync(locationId, cameras.Of(locationId), stoppingToken);

        await Task.WhenAll(locations.Select(id => AnnounceForeverAsync(id, stoppingToken)));
    }

    /// <summary>The location for cameras that name none; null when the silo stops before it is known.</summary>
    private async Task<string?> GetDefaultLocationAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                return await grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).GetDefaultLocationAsync().WaitAsync(CallTimeout, timeProvider, cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                Report("(first)", error.Message);
                await Task.Delay(Period, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return null;
    }

    private async Task AnnounceForeverAsync(string locationId, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = cameras.Changed;
            await AnnounceAsync(locationId, cameras.Of(locationId), cancellationToken);
            await Task.WhenAny(changed, Task.Delay(Period, timeProvider, cancellationToken));
        }

        // A stopping silo announces no cameras, so its cameras go offline immediately instead of after the silence timeout.
        await AnnounceAsync(locationId, [], CancellationToken.None);
    }

    private async Task AnnounceAsync(string locationId, IReadOnlyList<AnnouncedCamera> ofLocation, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<ILocationCamerasGrain>(locationId)
                .AnnounceCamerasAsync(new CameraAnnouncement(silo.SiloAddress, ofLocation))
                .WaitAsync(CallTimeout, timeProvider, cancellationToken);
            foreach (var camera in ofLocation)
                refused.Remove(camera.Status.Id);
            if (_problems.TryRemove(locationId, out _))
                Log.Announced(logger, ofLocation.Count, locationId);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopping(logger, locationId);
        }
        catch (Exception error)
        {
            // An announcement creates a location that never existed, but not one that was removed.
            if (error is UnknownLocationException)
                ofLocation.ToList().ForEach(camera => refused.Add(camera.Status.Id));
            Report(locationId, error.Message);
        }
    }

    /// <summary>Logs a problem once; the next announcement retries.</summary>
    private void Report(string locationId, string problem)
    {
        if (!_problems.TryGetValue(locationId, out var known) || known != problem)
            Log.NotAnnounced(logger, locationId, problem);
        _problems[locationId] = problem;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} cameras of location {LocationId} are announced again")]
        public static partial void Announced(ILogger logger, int count, string locationId);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The announcement to location {LocationId} was cut short by stopping")]
        public static partial void Stopping(ILogger logger, string locationId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The cameras of location {LocationId} can't be announced: {Reason}")]
        public static partial void NotAnnounced(ILogger logger, string locationId, string reason);
    }
}
