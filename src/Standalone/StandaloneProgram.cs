using System.Net;
using LiveParking.Gateway;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Uplinks;
using LiveParking.Silo;
using LiveParking.Standalone.Demo;
using LiveParking.Standalone.Store;
using Orleans.Configuration;

namespace LiveParking.Standalone;

/// <summary>Runs silo, gateway and store in this process until it is told to stop.</summary>
internal static class StandaloneProgram
{
    public static async Task<int> RunAsync(StandaloneOptions options, CancellationToken cancel)
    {
        if (ListenAddresses.Fault(options.Urls) is { } fault)
            return StartFailure.Print(fault);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(options.Urls);
        builder.Configuration.AddInMemoryCollection(options.WaysIn);
        builder.Logging.AddLiveParkingConsole(options.Debug);
        using var loggers = LoggerFactory.Create(logging => logging.AddLiveParkingConsole(options.Debug));
        try
        {
            await using var store = await EmbeddedStore.StartAsync(
                new EmbeddedStoreOptions { DataFolder = options.DataFolder }, loggers, TimeProvider.System, cancel);
            builder.AddStandaloneSilo(options, store);
            builder.AddLiveParkingGateway(gateway => gateway.KeysFolder = Path.Combine(options.DataFolder, "keys"));
            if (options.Demo)
                builder.Services.AddHostedService<DemoTraffic>();
            await using var app = builder.Build();
            app.MapLiveParkingGateway();
            app.Lifetime.ApplicationStarted.Register(() => Greeting.Print(app, options));
            return await StartFailure.RunAsync(app, cancel);
        }
        catch (Exception problem) when (problem is EmbeddedStoreException or TokenKeyException or MappingException or FormatException)
        {
            return StartFailure.Print(problem.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>A cluster of one, reachable by nobody: it opens no port, neither for clients nor for other silos.</summary>
    private static void AddStandaloneSilo(this WebApplicationBuilder builder, StandaloneOptions options, EmbeddedStore store) =>
        builder.Host.UseOrleans(silo =>
        {
            silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, ClosedSilo.NominalPort));
            silo.Configure<ClusterOptions>(cluster => cluster.ServiceId = cluster.ClusterId = "live-parking");
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = IPAddress.Loopback;
                endpoint.SiloPort = ClosedSilo.NominalPort;
                endpoint.GatewayPort = 0;
            });
            ClosedSilo.Apply(silo);
            silo.AddLiveParkingStandalone(store.ConnectionString, store.FlushAsync, options.Cameras);
        });
}
