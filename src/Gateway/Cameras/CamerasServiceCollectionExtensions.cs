namespace LiveParking.Gateway.Cameras;

/// <summary>Adds the pictures of cameras for many viewers.</summary>
internal static class CamerasServiceCollectionExtensions
{
    public static IServiceCollection AddGatewayCameras(this IServiceCollection services)
    {
        services.AddSingleton<FrameFeeds>();
        services.AddSingleton<KeptFrameCache>();
        services.AddSingleton<SnapshotTaker>();
        services.AddSingleton<MjpegStream>();
        services.AddSingleton<CameraAccessMonitor>();
        services.AddSingleton<WatchRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<WatchRecorder>());
        services.AddHostedService(provider => provider.GetRequiredService<CameraAccessMonitor>());
        return services;
    }
}
