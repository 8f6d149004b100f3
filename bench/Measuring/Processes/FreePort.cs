using System.Net;
using System.Net.Sockets;

namespace LiveParking.Measuring.Processes;

/// <summary>Finds ports.</summary>
public static class FreePort
{
    /// <summary>A port on loopback that is free now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
