using StackExchange.Redis;

namespace LiveParking.Gateway.Cluster;

/// <summary>How a gateway that is no silo reaches the cluster.</summary>
/// <param name="Redis">The Redis that lists the silos, for messages; null when another thing does.</param>
public sealed record ClusterClientSettings(ConfigurationOptions? Redis);
