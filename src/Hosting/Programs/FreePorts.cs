using System.Net;
using System.Net.Sockets;

namespace LiveParking.Hosting.Programs;

/// <summary>Checks TCP ports of this machine.</summary>
public static class FreePorts
{
    /// <summary>Whether a port is already in use.</summary>
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
            // The start itself reports other errors, such as an address of another machine.
            return fault.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    /// <summary>A free port on loopback.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
