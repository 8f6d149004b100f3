using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Redis;
using LiveParking.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace LiveParking.Backups;

/// <summary>Where a cluster keeps its state.</summary>
/// <param name="Redis">The connection string.</param>
/// <param name="ServiceId">The prefix of all keys.</param>
public sealed record ClusterStore(string Redis, string ServiceId)
{
    /// <summary>Reads it as a silo does.</summary>
    /// <param name="sources">The settings file and the command line.</param>
    /// <param name="configuration">Receives the settings.</param>
    /// <exception cref="BackupException">Settings are wrong or missing.</exception>
    public static ClusterStore Read(SettingSources sources, ConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.AddEnvironmentVariables();
        List<string> faults = [.. sources.AddTo(configuration)];
        var identity = new ClusterIdentity();
        SectionBinder.Bind(configuration.GetSection("Cluster"), identity, faults);
        faults.AddRange(identity.Faults());
        var redis = configuration.GetConnectionString("Redis");
        if (RedisConnection.Fault(redis) is { } fault)
            faults.Add(fault);
        return faults.Count > 0 ? throw new BackupException(string.Join(' ', faults)) : new ClusterStore(redis!, identity.ServiceId);
    }
}
