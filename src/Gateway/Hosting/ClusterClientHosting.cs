using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Health;
using LiveParking.Grains.Interfaces;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Redis;
using LiveParking.Hosting.Settings;
using LiveParking.Telemetry;

namespace LiveParking.Gateway.Hosting;

/// <summary>Connects a gateway in its own process to the cluster.</summary>
public static class ClusterClientHosting
{
    /// <summary>Adds the client of the cluster that is listed in the Redis of <c>ConnectionStrings__Redis</c>.</summary>
    /// <exception cref="ArgumentException">The setting is missing or can't be parsed; the message does not contain the password.</exception>
    public static WebApplicationBuilder AddLiveParkingCluster(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Faults(builder.Configuration) is [var fault, ..])
            throw new ArgumentException(fault);
        var redis = builder.Configuration.GetConnectionString("Redis")!;
        var identity = Identity(builder.Configuration, []);
        builder.Services.AddBackgroundClusterClient(new ClusterClientSettings(RedisConnection.Parse(redis)), client =>
        {
            client.UseLiveParkingClustering(redis, identity);
            client.AddLiveStreams(ParkingStreams.Register);
            if (TelemetryHosting.SendsToReceiver(builder.Configuration))
                client.AddActivityPropagation();
        });
        builder.Services.AddSingleton<IReadinessCheck, RedisReadiness>();
        return builder;
    }

    /// <summary>The errors of the setting and of the section <c>Cluster</c>, each a sentence without the password.</summary>
    internal static IReadOnlyList<string> Faults(IConfiguration configuration)
    {
        List<string> faults = [];
        if (RedisConnection.Fault(configuration.GetConnectionString("Redis")) is { } fault)
            faults.Add(fault);
        Identity(configuration, faults);
        return faults;
    }

    private static ClusterIdentity Identity(IConfiguration configuration, ICollection<string> faults)
    {
        var identity = new ClusterIdentity();
        SectionBinder.Bind(configuration.GetSection("Cluster"), identity, faults);
        foreach (var fault in identity.Faults())
            faults.Add(fault);
        return identity;
    }
}
