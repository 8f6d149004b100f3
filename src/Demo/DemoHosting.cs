using LiveParking.Cameras.Capture;
using LiveParking.Demo;
using LiveParking.Demo.Lots;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Hosting;

/// <summary>Adds the demo to a silo with cameras.</summary>
public static class DemoHosting
{
    /// <summary>Adds the sources of <c>demo:NAME</c>. A lot shows the occupancy of its camera's level.</summary>
    public static ISiloBuilder AddDemoLots(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IDemoOccupancy, LevelOccupancy>();
        builder.Services.TryAddSingleton<IDemoLots, DemoLots>();
        return builder;
    }

    /// <summary>Creates the demo site, unless it exists, and sends it readings as its gates and spots would.</summary>
    public static IServiceCollection AddDemoTraffic(this IServiceCollection services) => services.AddHostedService<DemoTraffic>();
}
