using LiveParking.Redis;

namespace LiveParking.Gateway.Cluster;

/// <summary>Connects a gateway that is a process of its own to the cluster.</summary>
public static class ClusterClientHosting
{
    /// <summary>Adds the client of the cluster that the Redis of <c>ConnectionStrings__Redis</c> lists.</summary>
    /// <exception cref="ArgumentException">The setting is missing or can't be read; the message says so without the password.</exception>
    public static WebApplicationBuilder AddLiveParkingCluster(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Configuration.GetConnectionString("Redis") is not { Length: > 0 } redis)
            throw new ArgumentException("ConnectionStrings__Redis is not set: give host:port of the cluster's Redis.");
        builder.Services.AddBackgroundClusterClient(new ClusterClientSettings(RedisConnection.Parse(redis)), client =>
        {
            client.UseLiveParkingClustering(redis);
            client.AddLiveStreams();
        });
        return builder;
    }
}
