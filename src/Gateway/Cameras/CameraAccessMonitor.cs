using System.Collections.Concurrent;
using System.Security.Claims;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Ends watches of cameras that became private, were removed, or whose location left the groups of the caller's token. While any watch runs, it asks the catalog every 2 s, with one call for all cameras.
/// If the cluster does not answer, no watch ends.
/// </summary>
internal sealed partial class CameraAccessMonitor(
    IClusterClient grains, AccessMonitor tokens, LocationGroups groups, TimeProvider timeProvider, ILogger<CameraAccessMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<CameraAccess, bool> _running = new();

    /// <summary>Number of running watches.</summary>
    public int Count => _running.Count;

    /// <summary>Registers a watch.</summary>
    /// <param name="user">Returns the current caller.</param>
    /// <param name="camera">The camera as the catalog lists it.</param>
    /// <exception cref="ApiException">The caller may not watch the camera, or the caller's token is no longer valid.</exception>
    public CameraAccess Begin(Func<ClaimsPrincipal?> user, CameraEntry camera)
    {
        Caller.Of(user()).RequireWatch(camera);
        tokens.Require(user());
        var access = new CameraAccess(camera, tokens.Begin(user), ended => _running.TryRemove(ended, out _));
        _running.TryAdd(access, true);
        return access;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync();
            }
            catch (ApiException refused)
            {
                Log.NoAnswer(logger, refused.Message);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // For example, a silo of an older version does not know this method.
                Log.Failed(logger, exception);
            }
        }
    }

    private async Task CheckAsync()
    {
        // Watches that begin during the catalog call were checked against their own catalog answer.
        List<CameraAccess> running = [.. _running.Keys.Where(access => access.Reason is null)];
        if (running.Count == 0)
            return;
        var answer = await grains.GetCatalog().FindCamerasAsync([.. running.Select(access => access.Camera.CameraId).Distinct()]);
        var cameras = answer.ToDictionary(camera => camera.CameraId);
        foreach (var access in running)
        {
            try
            {
                if (access.UsesGroups)
                    await groups.EnsureFreshAsync();
                Check(access, cameras);
            }
            catch (Exception exception)
            {
                // A failure of one watch does not stop the check of the others.
                Log.OneFailed(logger, access.Camera.CameraId, exception);
            }
        }
    }

    private static void Check(CameraAccess access, Dictionary<string, CameraEntry> cameras)
    {
        if (cameras.TryGetValue(access.Camera.CameraId, out var camera))
            access.Update(camera);
        else
            access.End(ErrorMapping.From(new UnknownCameraException(access.Camera.CameraId)));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The catalog did not say which watched cameras are public; no watch ends for that. {Reason}")]
        public static partial void NoAnswer(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "A watch of camera {CameraId} could not be checked; it is checked again in 2 s.")]
        public static partial void OneFailed(ILogger logger, string cameraId, Exception exception);

        [LoggerMessage(LogLevel.Warning, "The catalog could not say which watched cameras are public; no watch ends for that.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
