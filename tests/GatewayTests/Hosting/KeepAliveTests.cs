using System.Net;
using System.Net.Sockets;
using LiveParking.Gateway.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveParking.GatewayTests.Hosting;

public sealed class KeepAliveTests
{
    [Fact]
    public async Task A_peer_that_went_without_a_word_is_asked_for_by_the_kernel()
    {
        await using var services = new ServiceCollection().AddGatewayServer().BuildServiceProvider();
        var options = services.GetRequiredService<IOptions<SocketTransportOptions>>().Value;
        using var listening = options.CreateBoundListenSocket(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Eventually.WithinAsync(client.ConnectAsync(listening.LocalEndPoint!));
        using var accepted = await Eventually.WithinAsync(listening.AcceptAsync());
        Assert.NotEqual(0, Option(accepted, SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        Assert.Equal(30, Option(accepted, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
        Assert.Equal(10, Option(accepted, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval));
        Assert.Equal(3, Option(accepted, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount));
    }

    private static int Option(Socket socket, SocketOptionLevel level, SocketOptionName name) => (int)socket.GetSocketOption(level, name)!;
}
