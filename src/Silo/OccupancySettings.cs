using LiveParking.Grains.Levels;
using LiveParking.Grains.Locations;
using LiveParking.Hosting;

namespace LiveParking.Silo;

/// <summary>The limits of levels and locations from configuration.</summary>
public static class OccupancySettings
{
    /// <summary>Adds the options, bound to the sections <c>Levels</c> and <c>Locations</c>.</summary>
    public static IServiceCollection AddOccupancySettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOccupancyOptions();
        services.AddOptions<LevelOptions>().BindSection(configuration, LevelOptions.Section);
        services.AddOptions<LocationOptions>().BindSection(configuration, LocationOptions.Section);
        return services;
    }

    /// <summary>All errors of the options, each a sentence; empty when all are valid.</summary>
    public static IReadOnlyList<string> Faults(IConfiguration configuration) => OptionFaults.Find(services => services.AddOccupancySettings(configuration));
}
