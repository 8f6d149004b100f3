using System.Net.Sockets;
using Orleans.Runtime;
using Orleans.Serialization;
using StackExchange.Redis;

namespace LiveParking.Gateway.Errors;

/// <summary>Distinguishes failures of the cluster from errors of a request.</summary>
internal static class Unavailability
{
    /// <summary>The sentence for a caller.</summary>
    public const string Detail = "The cluster does not answer; what was asked may or may not have been done.";

    /// <summary>Whether an exception of a grain call means that the cluster, its network or its store failed.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        OrleansException or TimeoutException or SocketException or RedisException or RedisTimeoutException => true,
        // A type that only the silo knows, such as an exception of its storage provider.
        UnavailableExceptionFallbackException => true,
        // The client is stopping, or it has not yet received the list of grains in the cluster.
        ObjectDisposedException => true,
        ArgumentException { Message: var message } => message.StartsWith("Could not find an implementation", StringComparison.Ordinal),
        _ => false,
    };
}
