using LiveParking.Hosting.Redis;
using StackExchange.Redis;

namespace LiveParking.Gateway.Cluster;

/// <summary>Describes why the cluster is unreachable.</summary>
internal static class ClusterFault
{
    /// <summary>The message while no silo was reached.</summary>
    public const string NoSilo = "Waiting for the cluster: no silo answers.";

    /// <summary>Why the cluster is unreachable, in one sentence for people.</summary>
    /// <param name="exception">The exception of the connection attempt.</param>
    /// <param name="redis">The Redis that lists the silos; null when clustering uses something else.</param>
    public static string Describe(Exception exception, ConfigurationOptions? redis)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (redis is not null && cause is RedisException or RedisTimeoutException)
                return RedisConnection.DescribeFailure(redis, cause);
        }

        return NoSilo;
    }
}
