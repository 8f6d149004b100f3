using StackExchange.Redis;

namespace LiveParking.Gateway.Cluster;

/// <summary>How a gateway outside the silo process reaches the cluster.</summary>
/// <param name="Redis">The Redis that lists the silos, for messages; null when clustering uses something else.</param>
public sealed record ClusterClientSettings(ConfigurationOptions? Redis);
