using System.Net;

namespace LiveParking.Gateway.Hosting;

/// <summary>Recognises loopback addresses.</summary>
internal static class Loopback
{
    /// <summary>Whether a host name or address is this machine's loopback.</summary>
    public static bool Is(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
