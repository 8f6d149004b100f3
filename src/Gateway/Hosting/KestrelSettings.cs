using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace LiveParking.Gateway.Hosting;

/// <summary>Sets the server up for live data: what a slow reader has not taken waits in the slots of the feeds, not in buffers.</summary>
internal static class KestrelSettings
{
    /// <summary>What one connection may have waiting in the server, in bytes.</summary>
    private const int ResponseBufferBytes = 16 * 1024;

    /// <summary>What one connection may have waiting in the kernel that TCP did not send yet, in bytes.</summary>
    private const int NotSentBytes = 32 * 1024;

    /// <summary>Seconds without a byte after which a peer is asked whether it is still there, seconds between two such questions, and how many stay unanswered.</summary>
    private const int KeepAliveAfter = 30;
    private const int KeepAliveInterval = 10;
    private const int KeepAliveProbes = 3;

    private const double LeastBytesPerSecond = 240;
    private const int TcpLevel = 6;
    private const int TcpNotSentLowWater = 25;

    /// <summary>
    /// Leaves a connection that takes little or nothing open for longer than the server would: a phone in a lift comes back. Hubs drop it
    /// when they hear nothing from it for 30 s.
    /// </summary>
    /// <param name="http">The request behind the connection.</param>
    /// <param name="patience">How long it may take nothing; null for ever.</param>
    public static void TolerateSlowReader(this HttpContext http, TimeSpan? patience)
    {
        // HTTP/2 has no such limit of its own.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = patience is { } grace ? new MinDataRate(LeastBytesPerSecond, grace) : null;
    }

    public static IServiceCollection AddGatewayServer(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxResponseBufferSize = ResponseBufferBytes;
        });
        return services.Configure<SocketTransportOptions>(sockets =>
        {
            // Accepted connections inherit the options from the socket that listens.
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

    /// <summary>A peer that went without a word is noticed within a minute, also while nothing is sent to it because its camera is offline.</summary>
    private static void NoticeLostPeers(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveAfter);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveInterval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }
}
