using LiveParking.Hosting.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Hosting;

namespace LiveParking.Hosting.Clustering;

/// <summary>Lets silos and gateways find each other through Redis, and detect quickly when one is lost.</summary>
public static class ClusteringExtensions
{
    /// <summary>Makes a silo a member of the cluster.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="redis">As for <see cref="RedisConnection.Parse"/>.</param>
    /// <param name="identity">A cluster other than the default.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ISiloBuilder UseLiveParkingClustering(this ISiloBuilder silo, string redis, ClusterIdentity? identity = null)
    {
        var options = RedisConnection.Parse(redis);
        silo.UseRedisClustering(clustering => clustering.ConfigurationOptions = options);
        silo.Services.ConfigureIdentity(identity).ConfigureSiloLiveness();
        ClusterTls.Apply(silo, identity?.Tls ?? new ClusterTlsOptions());
        return silo;
    }

    /// <summary>Makes a process a client of the cluster. It may start before any silo; its caller must handle reconnects.</summary>
    /// <param name="client">The client.</param>
    /// <param name="redis">As for <see cref="RedisConnection.Parse"/>.</param>
    /// <param name="identity">A cluster other than the default.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static IClientBuilder UseLiveParkingClustering(this IClientBuilder client, string redis, ClusterIdentity? identity = null)
    {
        var options = RedisConnection.Parse(redis);
        client.UseRedisClustering(clustering => clustering.ConfigurationOptions = options);
        client.Services.ConfigureIdentity(identity).ConfigureClientLiveness();
        ClusterTls.Apply(client, identity?.Tls ?? new ClusterTlsOptions());
        return client;
    }

    private static IServiceCollection ConfigureIdentity(this IServiceCollection services, ClusterIdentity? identity)
    {
        identity ??= new ClusterIdentity();
        return services.Configure<ClusterOptions>(cluster =>
        {
            cluster.ServiceId = identity.ServiceId;
            cluster.ClusterId = identity.ClusterId;
        });
    }
}
