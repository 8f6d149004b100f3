using LiveParking.Gateway;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Logging;

namespace LiveParking.GatewayTests.Limits;

/// <summary>A negotiation holds the place of its connection from the moment at which the client knows of it.</summary>
public sealed class NegotiationTests
{
    [Fact]
    public async Task The_place_is_kept_when_the_answer_leaves_and_not_when_the_request_has_ended()
    {
        var options = Options.Create(new GatewayOptions { ConnectionsPerAddress = 1 });
        using var limits = new ClientLimits();
        var limiter = new HubConnectionLimiter(options, limits, TimeProvider.System);
        var held = new TaskCompletionSource();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<GatewayMeters>().AddSingleton(TimeProvider.System).AddSingleton(limiter);
        builder.Services.AddSingleton(new ShortConnectionLimiter(options, limits, TimeProvider.System)).AddSingleton(new ClientTurns(limits, TimeProvider.System));
        await using var app = builder.Build();
        app.UseRouting();
        app.UseMiddleware<HubConnectionMiddleware>();
        app.MapPost("/hubs/parking/negotiate", async http =>
        {
            await http.Response.Body.FlushAsync();
            // Its client opens the connection before this has ended.
            await held.Task;
        }).WithMetadata(new NegotiateMetadata(), new Microsoft.AspNetCore.SignalR.HubMetadata(typeof(Gateway.Parking.ParkingHub)));
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var negotiated = await Eventually.WithinAsync(
            client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/hubs/parking/negotiate"), HttpCompletionOption.ResponseHeadersRead));
        using var connection = limiter.Enter(new ClientKey(null, ClientKey.Of(System.Net.IPAddress.Loopback)));

        Assert.NotNull(connection);
        held.SetResult();
    }
}
