using System.Net;
using System.Net.Sockets;

namespace LiveParking.Testing;

/// <summary>
/// TCP ports that are free on loopback. They are below the kernel's range for outgoing connections, so that no process
/// takes one between its choice and its use, or while the program that listens there is restarted.
/// </summary>
public static class FreePort
{
    private const int First = 12_000, Last = 31_999;

    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>A port that this run has not used before.</summary>
    public static int Next()
    {
        for (var tries = Last - First; tries > 0; tries--)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % (Last - First));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                continue;
            }
        }

        throw new InvalidOperationException("No port is free.");
    }
}
