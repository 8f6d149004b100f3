using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Health;
using LiveParking.Gateway.Hosting;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Operations;
using LiveParking.Gateway.Parking;
using LiveParking.Gateway.Quarantine;
using LiveParking.Gateway.Readings;
using LiveParking.Gateway.Uplinks;
using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway;

/// <summary>Adds a gateway to a process.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>Adds a gateway with the options from configuration: <see cref="GatewayConfiguration"/>.</summary>
    /// <inheritdoc cref="AddLiveParkingGateway(IServiceCollection, Action{GatewayOptions}?)"/>
    public static WebApplicationBuilder AddLiveParkingGateway(this WebApplicationBuilder builder, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddGatewayConfiguration(builder.Configuration, configure);
        builder.Services.AddLiveParkingGateway();
        return builder;
    }

    /// <summary>
    /// Adds hubs, HTTP API, access, limits, health, metrics and the page. The process must have an <see cref="IClusterClient"/>: that of a silo in
    /// the same process, or the one of <see cref="ClusterClientServiceCollectionExtensions.AddBackgroundClusterClient"/>, which must be added before.
    /// </summary>
    /// <param name="services">The services of the process.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddLiveParkingGateway(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.AddOptions<GatewayOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<UplinkMappings>();
        services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
        return services
            .AddGatewayCluster()
            .AddGatewayParking()
            .AddGatewayCameras()
            .AddGatewayReadings()
            .AddGatewayHealthChecks()
            .AddGatewayServer()
            .AddGatewayMemory()
            .AddGatewayHttps()
            .AddGatewayLogging()
            .AddGatewayMetrics()
            .AddGatewayAccess()
            .AddGatewayLimits()
            .AddGatewayCors()
            .AddGatewayHubs()
            .AddGatewayDocumentation()
            .AddGatewayQuarantine()
            .AddGatewayMqtt()
            .AddGatewayOperations();
    }
}
