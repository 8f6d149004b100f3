using System.Net.Sockets;
using Orleans.Runtime;
using Orleans.Serialization;
using StackExchange.Redis;

namespace LiveParking.Gateway.Cluster;

/// <summary>Tells the faults of the cluster from those of a request.</summary>
internal static class ClusterFault
{
    /// <summary>Whether an exception of a grain call says that the cluster, its network or its store did not do its part.</summary>
    public static bool IsUnavailability(Exception exception) => exception switch
    {
        OrleansException or TimeoutException or SocketException or RedisException or RedisTimeoutException => true,
        // A type that only the silo knows, such as a fault of its storage provider.
        UnavailableExceptionFallbackException => true,
        // A client that stops, or that has not yet been told which grains the cluster has.
        ObjectDisposedException => true,
        ArgumentException { Message: var message } => message.StartsWith("Could not find an implementation", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Why the cluster can't be reached, in words for people; without addresses that hold passwords.</summary>
    /// <param name="exception">What connecting threw.</param>
    /// <param name="redisEndpoints">The address of the Redis that lists the silos: <c>host:port</c>.</param>
    public static string Describe(Exception exception, string? redisEndpoints)
    {
        for (var each = exception; each is not null; each = each.InnerException)
        {
            if (each is RedisException or RedisTimeoutException)
                return $"Redis at {redisEndpoints ?? "its address"} does not answer";
        }

        return "waiting for the cluster: no silo answers";
    }
}
