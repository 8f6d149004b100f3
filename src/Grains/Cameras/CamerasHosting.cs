using LiveParking.Grains.Cameras;
using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Cameras.Capture.Demo;
using LiveParking.Grains.Cameras.Capture.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Hosting;

/// <summary>Attaches cameras to a silo.</summary>
public static class CamerasHosting
{
    /// <summary>Attaches cameras: the silo announces them to their locations, and their grains run here.</summary>
    public static ISiloBuilder AddCameras(this ISiloBuilder builder, IReadOnlyList<CameraOptions> cameras)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RefusedCameras>();
        builder.Services.AddSingleton(services => new AttachedCameras(cameras, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<CaptureSlots>();
        builder.Services.TryAddSingleton<IDemoOccupancy, LevelOccupancy>();
        builder.Services.TryAddSingleton<FfmpegProgram>();
        builder.Services.TryAddSingleton<ICaptureSourceFactory, CaptureSourceFactory>();
        builder.Services.AddHostedService<CameraAnnouncer>();
        builder.Services.AddHostedService<WarmCameras>();
        return builder;
    }
}
