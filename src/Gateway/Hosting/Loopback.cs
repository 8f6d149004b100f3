using System.Net;

namespace LiveParking.Gateway.Hosting;

/// <summary>Tells what only this machine can reach.</summary>
internal static class Loopback
{
    /// <summary>Whether a host, by name or by number, is this machine's loopback.</summary>
    public static bool Is(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
