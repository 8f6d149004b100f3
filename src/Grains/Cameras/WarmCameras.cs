using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Cameras;

/// <summary>
/// Keeps the grains of cameras that are kept warm awake: each is called every 2 s, so that it comes back after a failure. One that does not
/// answer holds up nobody else.
/// </summary>
internal sealed partial class WarmCameras(AttachedCameras cameras, IGrainFactory grains, TimeProvider clock, ILogger<WarmCameras> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(cameras.All.Where(camera => camera.KeepWarm).Select(camera => WakeForeverAsync(camera, stoppingToken)));

    private async Task WakeForeverAsync(CameraOptions camera, CancellationToken cancel)
    {
        string? told = null;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                // Before its location knows it, nobody can say where its grain runs.
                if (cameras.Find(camera.Id) is not null)
                    await grains.GetGrain<ICameraGrain>(camera.Id).GetStatusAsync().WaitAsync(CallTimeout, clock, cancel);
                told = null;
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                if (told != error.Message)
                    NotAwake(log, camera.Id, error.Message);
                told = error.Message;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Period, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Camera {CameraId} is to be kept warm and can't be woken yet: {Reason}")]
    private static partial void NotAwake(ILogger logger, string cameraId, string reason);
}
