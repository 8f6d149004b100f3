using System.Net;
using LiveParking.Gateway;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Storage;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Programs;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.GatewayTests.Cluster;

/// <summary>Two silos with one store, and two gateways that are processes of their own but for the process.</summary>
public sealed class TwoGateways : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly (int Silo, int Gateway)[] _ports = [(FreePort.Next(), FreePort.Next()), (FreePort.Next(), FreePort.Next())];
    private readonly List<IHost> _silos = [];
    private readonly List<WebApplication> _gateways = [];

    internal CountingStorage Store { get; } = new();

    /// <summary>The address of a gateway.</summary>
    public Uri Address(int gateway) => new(_gateways[gateway].Urls.First());

    public async Task InitializeAsync()
    {
        _silos.Add(await StartSiloAsync(_ports[0], null));
        _silos.Add(await StartSiloAsync(_ports[1], new IPEndPoint(IPAddress.Loopback, _ports[0].Silo)));
        _gateways.Add(await StartGatewayAsync());
        _gateways.Add(await StartGatewayAsync());
    }

    public async Task DisposeAsync()
    {
        foreach (var gateway in _gateways)
        {
            await gateway.StopAsync();
            await gateway.DisposeAsync();
        }

        foreach (var silo in _silos)
        {
            await silo.StopAsync();
            silo.Dispose();
        }

        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>One more gateway, which knows nothing yet.</summary>
    public async Task<int> AddGatewayAsync()
    {
        _gateways.Add(await StartGatewayAsync());
        return _gateways.Count - 1;
    }

    /// <summary>Stops the second silo.</summary>
    public Task StopSiloAsync() => _silos[1].StopAsync();

    /// <summary>A client of a gateway with a token of everything.</summary>
    public HttpClient Http(int gateway, Role role = Role.Admin)
    {
        var client = new HttpClient { BaseAddress = Address(gateway), Timeout = Eventually.Timeout };
        client.DefaultRequestHeaders.Authorization =
            new("Bearer", new TokenIssuer(_folder["keys"], TimeProvider.System).Issue(role, ["*"], TimeSpan.FromHours(1)));
        return client;
    }

    /// <summary>Number of activations of grains with these classes in the cluster.</summary>
    public async Task<int> ActivationsAsync(params IReadOnlyCollection<string> classes)
    {
        var statistics = await _silos[0].Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return statistics.Where(statistic => classes.Any(name => statistic.GrainType.Contains($".{name}", StringComparison.Ordinal))).Sum(statistic => statistic.ActivationCount);
    }

    private async Task<IHost> StartSiloAsync((int Silo, int Gateway) ports, IPEndPoint? primary)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(
                ports.Silo, ports.Gateway, primary, serviceId: ClusterOptions.DefaultServiceId, clusterId: ClusterOptions.DefaultClusterId);
            silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Parking, Store);
            silo.AddLiveParkingGrains();
            silo.AddCameraPlacement();
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private async Task<WebApplication> StartGatewayAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddBackgroundClusterClient(new ClusterClientSettings(null), client =>
        {
            client.UseStaticClustering([.. _ports.Select(port => new IPEndPoint(IPAddress.Loopback, port.Gateway))]);
            client.Services.ConfigureClientLiveness();
            client.AddLiveStreams(ParkingStreams.Register);
        });
        builder.AddLiveParkingGateway(options => options.KeysFolder = _folder["keys"]);
        var app = builder.Build();
        app.MapLiveParkingGateway();
        await Eventually.WithinAsync(app.StartAsync());
        await Eventually.WithinAsync(app.Services.GetRequiredService<ClusterLink>().WhenReachedAsync(CancellationToken.None));
        return app;
    }
}
