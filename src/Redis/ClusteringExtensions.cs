using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Hosting;

namespace LiveParking.Redis;

/// <summary>Lets silos and gateways find each other through Redis, and notice soon when one is gone.</summary>
public static class ClusteringExtensions
{
    /// <summary>Makes a silo a member of the cluster.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="redis">As for <see cref="RedisConnection.Parse"/>.</param>
    /// <param name="identity">Another cluster than the usual one.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ISiloBuilder UseLiveParkingClustering(this ISiloBuilder silo, string redis, ClusterIdentity? identity = null)
    {
        var options = RedisConnection.Parse(redis);
        silo.UseRedisClustering(clustering => clustering.ConfigurationOptions = options);
        silo.Services.ConfigureIdentity(identity).ConfigureSiloLiveness();
        return silo;
    }

    /// <summary>Makes a process a client of the cluster. It may start before any silo; connecting again is up to its caller.</summary>
    /// <param name="client">The client.</param>
    /// <param name="redis">As for <see cref="RedisConnection.Parse"/>.</param>
    /// <param name="identity">Another cluster than the usual one.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static IClientBuilder UseLiveParkingClustering(this IClientBuilder client, string redis, ClusterIdentity? identity = null)
    {
        var options = RedisConnection.Parse(redis);
        client.UseRedisClustering(clustering => clustering.ConfigurationOptions = options);
        client.Services.ConfigureIdentity(identity).ConfigureClientLiveness();
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
