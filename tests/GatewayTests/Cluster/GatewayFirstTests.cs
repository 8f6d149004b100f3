using System.Net;
using LiveParking.Gateway;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Storage;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Programs;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace LiveParking.GatewayTests.Cluster;

public sealed class GatewayFirstTests
{
    [Fact]
    public async Task A_gateway_that_starts_before_any_silo_serves_says_why_it_is_not_ready_and_comes_up_by_itself()
    {
        using var folder = new TempFolder();
        var (siloPort, gatewayPort) = (FreePort.Next(), FreePort.Next());
        await using var gateway = await StartGatewayAsync(folder.Path, gatewayPort);
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Urls.First()), Timeout = Eventually.Timeout };

        var notReady = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready");
        Assert.Equal((503, "notReady"), ((int)notReady.Status, notReady.Json.GetProperty("status").GetString()));
        Assert.Contains("no silo answers", notReady.Json.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/live")).Status);
        var unavailable = (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations")).IsProblem(503, "unavailable");
        Assert.NotNull(unavailable.Response.Headers.RetryAfter);

        await using var phone = new HubConnectionBuilder().WithUrl(new Uri(http.BaseAddress, "/hubs/parking"))
            .AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions)).Build();
        var updates = Parking.ParkingHubTests.Record<LevelStatus>(phone, "ParkingUpdate");
        await phone.StartAsync();
        await HubErrors.HasCodeAsync("unavailable", phone.InvokeAsync("SubscribeToParking", "a"));

        using var silo = await StartSiloAsync(siloPort, gatewayPort);
        await Eventually.HoldsAsync(async () => (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready")).Status == 200, "the gateway is ready");

        http.DefaultRequestHeaders.Authorization = new("Bearer", new TokenIssuer(Path.Combine(folder.Path, "keys"), TimeProvider.System).Issue(Role.Operator, [], TimeSpan.FromHours(1)));
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Put, "/api/v1/locations/a", """{"name":"A"}""")).Status);
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(
            http, HttpMethod.Put, "/api/v1/locations/a/levels/upper", """{"name":"U","counting":"gates","capacity":{"standard":5}}""")).Status);
        await phone.InvokeAsync<LocationStatus>("SubscribeToParking", "a");
        await HttpAnswer.SendAsync(
            http, HttpMethod.Post, "/api/v1/locations/a/levels/upper/readings",
            $$"""{"readings":[{"id":"1","sensorId":"s","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""");
        await Eventually.HoldsAsync(() => updates.Any(update => update.Spots.Occupied == 1), "the update arrived");

        await silo.StopAsync();
        await Eventually.HoldsAsync(async () => (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready")).Status == 503, "the gateway noticed");
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations/a")).IsProblem(503, "unavailable");
        using var again = await StartSiloAsync(siloPort, gatewayPort);
        await Eventually.HoldsAsync(async () => (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready")).Status == 200, "the gateway is ready again");
        await gateway.StopAsync();
    }

    private static async Task<WebApplication> StartGatewayAsync(string folder, int gatewayPort)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddBackgroundClusterClient(new ClusterClientSettings(null), client =>
        {
            client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, gatewayPort));
            client.Services.ConfigureClientLiveness();
            client.AddLiveStreams(ParkingStreams.Register);
        });
        builder.AddLiveParkingGateway(options => options.KeysFolder = Path.Combine(folder, "keys"));
        var app = builder.Build();
        app.MapLiveParkingGateway();
        await Eventually.WithinAsync(app.StartAsync());
        return app;
    }

    private static async Task<IHost> StartSiloAsync(int siloPort, int gatewayPort)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: ClusterOptions.DefaultServiceId, clusterId: ClusterOptions.DefaultClusterId);
            silo.AddMemoryGrainStorage(StorageNames.Parking);
            silo.AddLiveParkingGrains();
            silo.AddCameraPlacement();
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
