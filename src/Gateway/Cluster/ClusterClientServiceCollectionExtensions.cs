using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace LiveParking.Gateway.Cluster;

/// <summary>Adds the Orleans client of a gateway that runs as a process of its own.</summary>
public static class ClusterClientServiceCollectionExtensions
{
    /// <summary>
    /// Adds an Orleans client that connects in the background and says through <see cref="ClusterLink"/> how far it is, so that
    /// the gateway serves at once whatever state the cluster is in.
    /// </summary>
    /// <param name="services">The services of the process.</param>
    /// <param name="settings">What to say about the way to the cluster.</param>
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
            client.UseConnectionRetryFilter<PatientConnection>();
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
            configure(client);
        });

        // The client's own hosted service waits for a silo; ours takes its place.
        foreach (var own in services.Where(IsHostedService).Where(service => !others.Contains(service)).ToList())
            services.Remove(own);
        services.AddHostedService<BackgroundClusterClient>();
        return services;
    }

    private static bool IsHostedService(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService);
}
