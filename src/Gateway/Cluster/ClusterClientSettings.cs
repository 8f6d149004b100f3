namespace LiveParking.Gateway.Cluster;

/// <summary>How a gateway that is no silo reaches the cluster.</summary>
/// <param name="RedisEndpoints">The Redis that lists the silos, <c>host:port</c> without a password, for messages.</param>
public sealed record ClusterClientSettings(string? RedisEndpoints);
