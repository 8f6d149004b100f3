using LiveParking.Cameras.Capture;
using LiveParking.Grains.Storage;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Storage;
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
            silo.AddLiveParkingStorage(StorageNames.Parking, options.Redis);
            if (options.Role == SiloRole.Site)
                silo.RemoveLiveParkingGrains();
            else
                silo.AddLiveParkingGrains().Services.AddOverviewStart();
            if (options.Role != SiloRole.Site && options.KeysFolder is { } keys)
                silo.Services.AddTokenIssuer(keys);
            if (options.Role == SiloRole.Central)
                silo.AddCameraPlacement();
            else
                silo.AddCameras(cameras).AddDemoLots();
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = options.Address;
                endpoint.SiloPort = options.SiloPort;
                endpoint.GatewayPort = options.AdvertisedGatewayPort;
            });
        });
        return builder;
    }
}
