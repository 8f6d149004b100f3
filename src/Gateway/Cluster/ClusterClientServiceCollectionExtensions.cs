using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace LiveParking.Gateway.Cluster;

/// <summary>Adds the calls of a gateway to the cluster, and the Orleans client of a gateway in its own process.</summary>
public static class ClusterClientServiceCollectionExtensions
{
    /// <summary>
    /// Timeout of one call. A call to a silo that has been killed gets no answer. After this time the cluster knows about the loss, and the next call
    /// goes to another silo.
    /// </summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Adds an Orleans client that connects in the background and reports its state through <see cref="ClusterLink"/>. The gateway serves
    /// immediately, whatever the state of the cluster.
    /// </summary>
    /// <param name="services">The services of the process.</param>
    /// <param name="settings">The settings for error messages about the connection.</param>
    /// <param name="configure">The clustering, serialisation and streams of the client.</param>
    public static IServiceCollection AddBackgroundClusterClient(
        this IServiceCollection services, ClusterClientSettings settings, Action<IClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.TryAddSingleton(_ => ClusterLink.Remote());

        var others = services.Where(IsHostedService).ToHashSet();
        services.AddOrleansClient(client =>
        {
            client.UseConnectionRetryFilter<RetryForeverFilter>();
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            configure(client);
        });

        // The client's own hosted service waits for a silo. Ours replaces it.
        foreach (var own in services.Where(IsHostedService).Where(service => !others.Contains(service)).ToList())
            services.Remove(own);
        services.AddHostedService<BackgroundClusterClient>();
        return services;
    }

    /// <summary>Adds what every call of a gateway to the cluster passes.</summary>
    internal static IServiceCollection AddGatewayCluster(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => ClusterLink.Local());
        services.AddSingleton<KnownIdCache>();
        services.AddSingleton<GrainLookup>();
        services.AddSingleton<ClusterStreams>();
        services.AddSingleton<IOutgoingGrainCallFilter, GrainCallFilter>();
        return services;
    }

    private static bool IsHostedService(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService);
}
