using LiveParking.Cameras.Capture;
using LiveParking.Grains.Storage;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Clustering.Calls;
using LiveParking.Hosting.Storage;
using LiveParking.Telemetry;
using Orleans.Configuration;

namespace LiveParking.Silo;

/// <summary>Makes a process a silo of Live Parking.</summary>
public static class SiloHosting
{
    /// <summary>Adds a silo that finds its cluster members through Redis and, unless it is the silo of a site, keeps its state there.</summary>
    public static IHostApplicationBuilder AddLiveParkingSilo(this IHostApplicationBuilder builder, SiloOptions options, IReadOnlyList<CameraOptions> cameras)
    {
        ArgumentNullException.ThrowIfNull(options);
        builder.Services.AddSingleton<IManagementEndpoints, SiloManagement>();
        builder.UseOrleans(silo =>
        {
            if (TelemetryHosting.SendsToReceiver(builder.Configuration))
                silo.AddActivityPropagation();
            silo.UseLiveParkingClustering(options.Redis, options.Identity);
            if (options.Role == SiloRole.Site)
                silo.RemoveLiveParkingGrains();
            else
                AddGrains(silo, options);
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

    /// <summary>Locations and levels, and their storage: the silo of a site opens none.</summary>
    private static void AddGrains(ISiloBuilder silo, SiloOptions options)
    {
        silo.AddLiveParkingStorage(StorageNames.Parking, options.Redis);
        silo.AddLiveParkingGrains().Services.AddOverviewStart();
        if (options.KeysFolder is { } keys)
            silo.Services.AddTokenIssuer(keys);
        if (options.Identity.Tls.IsSet)
            silo.Services.AddCallTokens().AddSingleton<CallTokenCheck>(services => services.RequireCallTokenAsync);
    }
}
