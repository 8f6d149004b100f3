using LiveParking.Grains.Cameras;
using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Hosting;
using LiveParking.Redis;
using LiveParking.Silo.Storage;
using Orleans.Configuration;

namespace LiveParking.Silo;

/// <summary>Makes a process a silo of Live Parking.</summary>
public static class SiloHosting
{
    /// <summary>Adds a silo that finds its cluster members through Redis and keeps its state there.</summary>
    public static IHostApplicationBuilder AddLiveParkingSilo(this IHostApplicationBuilder builder, SiloOptions options, IReadOnlyList<CameraOptions> cameras)
    {
        ArgumentNullException.ThrowIfNull(options);
        builder.UseOrleans(silo =>
        {
            silo.UseLiveParkingClustering(options.Redis, options.Identity);
            silo.AddLiveParkingStorage(options.Redis);
            silo.AddLiveParkingGrains(options.Role);
            silo.AddCameras(cameras);
            if (options.Role != SiloRole.Site)
                silo.Services.AddHostedService<OverviewStart>();
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = options.Address;
                endpoint.SiloPort = options.SiloPort;
                endpoint.GatewayPort = options.AdvertisedGatewayPort;
            });
        });
        return builder;
    }

    /// <summary>Adds the grains of both roles to a silo that has its own clustering, with state in an embedded store.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="store">The address of the store.</param>
    /// <param name="flush">Completes when all earlier writes are on disk; a write is answered after it.</param>
    /// <param name="cameras">The cameras of this machine.</param>
    public static ISiloBuilder AddLiveParkingStandalone(
        this ISiloBuilder silo, string store, Func<Task> flush, IReadOnlyList<CameraOptions> cameras)
    {
        silo.AddLiveParkingStorage(store, flush);
        silo.AddLiveParkingGrains(SiloRole.Standalone);
        silo.AddCameras(cameras);
        silo.Services.AddHostedService<OverviewStart>();
        return silo;
    }
}
