using System.Net.Sockets;
using LiveParking.Hosting.Redis;
using Orleans.Runtime;
using Orleans.Serialization;
using StackExchange.Redis;

namespace LiveParking.Gateway.Cluster;

/// <summary>Distinguishes cluster failures from request errors.</summary>
internal static class ClusterFault
{
    /// <summary>Whether an exception of a grain call means that the cluster, its network or its store failed.</summary>
    public static bool IsUnavailability(Exception exception) => exception switch
    {
        OrleansException or TimeoutException or SocketException or RedisException or RedisTimeoutException => true,
        // A type that only the silo knows, such as an exception of its storage provider.
        UnavailableExceptionFallbackException => true,
        // The client is stopping, or it has not yet received the list of grains in the cluster.
        ObjectDisposedException => true,
        ArgumentException { Message: var message } => message.StartsWith("Could not find an implementation", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The message while no silo was reached.</summary>
    public const string NoSilo = "Waiting for the cluster: no silo answers.";

    /// <summary>Why the cluster is unreachable, in one sentence for people.</summary>
    /// <param name="exception">The exception of the connection attempt.</param>
    /// <param name="redis">The Redis that lists the silos; null when clustering uses something else.</param>
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
