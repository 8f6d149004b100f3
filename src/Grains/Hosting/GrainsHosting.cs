using LiveParking.Grains.Cameras;
using LiveParking.Grains.History;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Levels.Corrections;
using LiveParking.Grains.Locations;
using LiveParking.Grains.Quarantine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Registers the grains of Live Parking on a silo.</summary>
public static class GrainsHosting
{
    private static readonly Type[] CentralGrains =
    [
        typeof(LocationGrain), typeof(LevelGrain), typeof(LevelHistoryGrain), typeof(CatalogGrain), typeof(OverviewGrain), typeof(CorrectionLedgerGrain),
        typeof(CorrectionMonthGrain), typeof(QuarantineGrain), typeof(QuarantineSlotGrain), typeof(StoreCheckGrain),
        typeof(SiloStoreCheckGrain),
    ];
    private static readonly Type[] SiteGrains = [typeof(CameraGrain)];

    /// <summary>
    /// Adds the grains of a role, and live streams. Grains of the other role are removed from the silo's manifest, so that the cluster never places
    /// one here. Grain storage is added separately, under <see cref="LiveParking.Grains.Storage.StorageNames.Parking"/>.
    /// </summary>
    public static ISiloBuilder AddLiveParkingGrains(this ISiloBuilder builder, SiloRole role)
    {
        builder.AddLiveStreams();
        builder.AddPlacementDirector<AttachedCameraPlacement, AttachedCameraDirector>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOccupancyOptions();
        builder.Services.TryAddSingleton(services => new UnknownActivations(services.GetRequiredService<TimeProvider>()));
        builder.Services.PostConfigure<GrainTypeOptions>(options =>
        {
            if (role == SiloRole.Central)
                options.Classes.ExceptWith(SiteGrains);
            if (role == SiloRole.Site)
                options.Classes.ExceptWith(CentralGrains);
        });
        return builder;
    }

    /// <summary>Adds <see cref="LevelOptions"/> and <see cref="LocationOptions"/> with their validators. A program binds them to its configuration.</summary>
    public static IServiceCollection AddOccupancyOptions(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LevelOptions>, LevelOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LocationOptions>, LocationOptionsValidator>());
        services.AddOptions<LevelOptions>().ValidateOnStart();
        services.AddOptions<LocationOptions>().ValidateOnStart();
        return services;
    }
}
