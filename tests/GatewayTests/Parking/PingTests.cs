using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveParking.GatewayTests.Parking;

/// <summary>Clients call numbers lost after 6 s without a sign from the gateway, so it has to give one when nothing changes.</summary>
[Collection(ParkingCollection.Name)]
public sealed class PingTests(ParkingSystem system)
{
    private const char End = '\u001e';

    [Theory]
    [InlineData("parking")]
    [InlineData("cameras")]
    public async Task A_connection_to_which_nothing_goes_is_pinged_every_four_seconds(string hub)
    {
        Assert.Equal(TimeSpan.FromSeconds(4), system.Services.GetRequiredService<IOptions<HubOptions>>().Value.KeepAliveInterval);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{system.Address.Authority}/hubs/{hub}"), CancellationToken.None);
        var hello = Encoding.UTF8.GetBytes("""{"protocol":"json","version":1}""" + End);
        await socket.SendAsync(hello, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        Assert.Equal("{}", await ReadAsync(socket));
        Assert.Equal("""{"type":6}""", await ReadAsync(socket));
        Assert.Equal("""{"type":6}""", await ReadAsync(socket));
    }

    private static async Task<string> ReadAsync(ClientWebSocket socket)
    {
        using var timeout = new CancellationTokenSource(Eventually.Timeout);
        var buffer = new byte[4096];
        var part = await socket.ReceiveAsync(buffer, timeout.Token);
        return Encoding.UTF8.GetString(buffer, 0, part.Count).TrimEnd(End);
    }
}
