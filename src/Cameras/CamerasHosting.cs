using LiveParking.Cameras;
using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Sources;
using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Attaches cameras to a silo.</summary>
public static class CamerasHosting
{
    /// <summary>Attaches cameras: the silo announces them to their locations, and their grains run here.</summary>
    public static ISiloBuilder AddCameras(this ISiloBuilder builder, IReadOnlyList<CameraOptions> cameras)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddLiveStreams(ParkingStreams.Register);
        builder.AddPlacementDirector<AttachedCameraPlacement, AttachedCameraDirector>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RefusedCameras>();
        builder.Services.AddSingleton(services => new AttachedCameras(cameras, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<CaptureSlots>();
        builder.Services.TryAddSingleton<FfmpegProgram>();
        builder.Services.TryAddSingleton<ICaptureSourceFactory>(services => new CaptureSourceFactory(
            services.GetService<IDemoLots>(),
            services.GetRequiredService<FfmpegProgram>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddHostedService<CameraAnnouncer>();
        builder.Services.AddHostedService<WarmCameras>();
        return builder;
    }

    /// <summary>Makes a silo without capture hardware find the silos of cameras. Its manifest has no camera grain, so that none is placed here.</summary>
    public static ISiloBuilder AddCameraPlacement(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPlacementDirector<AttachedCameraPlacement, AttachedCameraDirector>();
        builder.Services.PostConfigure<GrainTypeOptions>(options => options.Classes.Remove(typeof(CameraGrain)));
        return builder;
    }
}
