using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections.Client;

namespace LiveParking.Testing;

/// <summary>Clients whose connections come from a chosen address of 127.0.0.0/8, all of which are this machine.</summary>
public static class LocalAddress
{
    /// <summary>The address with a number, 0 to 60,000; none is 127.0.0.1.</summary>
    public static IPAddress Of(int number) => new([127, 1, (byte)(number / 250), (byte)((number % 250) + 1)]);

    /// <summary>Sends HTTP requests from an address.</summary>
    public static SocketsHttpHandler Handler(IPAddress from) => new()
    {
        PooledConnectionLifetime = TimeSpan.FromSeconds(10),
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception)
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Opens a WebSocket from an address.</summary>
    public static async Task<ClientWebSocket> ConnectAsync(IPAddress from, Uri address, string? token, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        if (token is not null)
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        try
        {
            using var invoker = new HttpMessageInvoker(Handler(from), disposeHandler: false);
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, invoker, cancellationToken);
            return socket;
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Lets a hub connection come from an address.</summary>
    public static void Use(HttpConnectionOptions options, IPAddress from)
    {
        options.HttpMessageHandlerFactory = _ => Handler(from);
        options.WebSocketFactory = async (context, cancellationToken) => await ConnectAsync(
            from, context.Uri, context.Options.AccessTokenProvider is { } provide ? await provide() : null, cancellationToken);
    }
}
