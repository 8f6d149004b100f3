using System.Net.Sockets;
using LiveParking.Redis;
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

    /// <summary>What is said while no silo was reached.</summary>
    public const string NoSilo = "Waiting for the cluster: no silo answers.";

    /// <summary>Why the cluster can't be reached, in one sentence for people.</summary>
    /// <param name="exception">What connecting threw.</param>
    /// <param name="redis">The Redis that lists the silos; null when another thing does.</param>
    public static string Describe(Exception exception, ConfigurationOptions? redis)
    {
        for (var each = exception; each is not null; each = each.InnerException)
        {
            if (redis is not null && each is RedisException or RedisTimeoutException)
                return RedisConnection.DescribeFailure(redis, each);
        }

        return NoSilo;
    }
}
