using System.Net;
using System.Net.Sockets;

namespace LiveParking.Hosting.Programs;

/// <summary>Checks TCP ports of this machine.</summary>
public static class TcpPorts
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
}
