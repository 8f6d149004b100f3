using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace LiveParking.Gateway.Hosting;

/// <summary>Configures the server for live data: frames for a slow client wait in the slots of the feeds, not in buffers.</summary>
internal static class KestrelExtensions
{
    /// <summary>Maximum bytes buffered for one connection in the server.</summary>
    private const int ResponseBufferBytes = 16 * 1024;

    /// <summary>Maximum unsent bytes of one connection in the kernel's TCP buffer.</summary>
    private const int NotSentBytes = 32 * 1024;

    /// <summary>TCP keep-alive: idle seconds before the first probe, seconds between probes, and the number of unanswered probes.</summary>
    private const int KeepAliveAfter = 30;
    private const int KeepAliveInterval = 10;
    private const int KeepAliveProbes = 3;

    private const int TcpLevel = 6;
    private const int TcpNotSentLowWater = 25;

    public static IServiceCollection AddGatewayServer(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxResponseBufferSize = ResponseBufferBytes;
        });
        return services.Configure<SocketTransportOptions>(sockets =>
        {
            // Accepted connections inherit the options of the listening socket.
            sockets.CreateBoundListenSocket = endpoint =>
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                if (OperatingSystem.IsLinux() && socket.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
                {
                    socket.SetRawSocketOption(TcpLevel, TcpNotSentLowWater, BitConverter.GetBytes(NotSentBytes));
                    NoticeLostPeers(socket);
                }

                return socket;
            };
        });
    }

    /// <summary>Detects a lost peer within a minute, even while nothing is sent to it because its camera is offline.</summary>
    private static void NoticeLostPeers(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveAfter);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveInterval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }
}
