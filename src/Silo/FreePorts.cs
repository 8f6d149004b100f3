using System.Net;
using System.Net.Sockets;

namespace LiveParking.Silo;

/// <summary>TCP ports of this machine.</summary>
public static class FreePorts
{
    /// <summary>Whether somebody listens on a port already.</summary>
    public static bool IsTaken(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException fault)
        {
            // Another reason, such as an address that is not this machine's, is told by the start itself.
            return fault.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    /// <summary>A port on loopback that is free now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
