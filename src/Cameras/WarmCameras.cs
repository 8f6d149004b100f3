using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras;

/// <summary>
/// Keeps the grains of warm cameras active: each is called every 2 s, so that it restarts after a failure. One that does not answer delays no other.
/// </summary>
internal sealed partial class WarmCameras(AttachedCameras cameras, IGrainFactory grains, TimeProvider timeProvider, ILogger<WarmCameras> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(cameras.All.Where(camera => camera.KeepWarm).Select(camera => WakeForeverAsync(camera, stoppingToken)));

    private async Task WakeForeverAsync(CameraOptions camera, CancellationToken cancellationToken)
    {
        string? lastReported = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // Until its location knows the camera, its grain can't be placed.
                if (cameras.Find(camera.Id) is not null)
                    await grains.GetGrain<ICameraGrain>(camera.Id).GetStatusAsync().WaitAsync(CallTimeout, timeProvider, cancellationToken);
                lastReported = null;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                if (lastReported != error.Message)
                    Log.NotAwake(logger, camera.Id, error.Message);
                lastReported = error.Message;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Period, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Camera {CameraId} is to be kept warm and can't be woken yet: {Reason}")]
        public static partial void NotAwake(ILogger logger, string cameraId, string reason);
    }
}
