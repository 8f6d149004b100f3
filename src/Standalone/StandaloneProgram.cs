using System.Net;
using GatewayOptions = LiveParking.Gateway.GatewayOptions;
using LiveParking.Notifications;
using LiveParking.EmbeddedStore;
using LiveParking.Gateway;
using LiveParking.Gateway.Health;
using LiveParking.Grains.Alarms;
using LiveParking.Grains.Audit;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Locations;
using LiveParking.Grains.Storage;
using LiveParking.Hosting.Programs;
using LiveParking.Hosting.Settings;
using LiveParking.Hosting.Storage;
using LiveParking.Telemetry;
using LiveParking.Tokens;
using Orleans.Configuration;

namespace LiveParking.Standalone;

/// <summary>Runs silo, gateway and store in this process until it is stopped.</summary>
internal static class StandaloneProgram
{
    /// <summary>Runs the system.</summary>
    /// <param name="options">The options from command line and environment.</param>
    /// <param name="faults">The errors of the options so far. All errors are reported together.</param>
    /// <param name="cancellationToken">Stops the system.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(StandaloneOptions options, List<string> faults, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        faults.AddRange(options.Settings.AddTo(builder.Configuration));
        // Must follow the file of --config: inserting the file below the environment reloads all sources, which drops values set before.
        builder.WebHost.UseUrls(options.Urls);
        builder.Configuration.AddInMemoryCollection(options.WaysIn);
        builder.Logging.AddLiveParkingConsole(options.Debug);
        var storeOptions = new EmbeddedStoreOptions { DataFolder = options.DataFolder };
        SectionBinder.Bind(builder.Configuration.GetSection("Store"), storeOptions, faults);
        if (storeOptions.DataFolder != options.DataFolder)
            faults.Add("Store:DataFolder is the folder of --data: set it there.");
        faults.AddRange(storeOptions.Faults().Select(fault => $"Store: {fault}."));
        faults.AddRange(ListenAddresses.Faults(options.Urls));
        AddOccupancyOptions(builder.Services, builder.Configuration);
        faults.AddRange(OptionFaults.Find(services => AddOccupancyOptions(services, builder.Configuration)));
        faults.AddRange(GatewayConfiguration.Faults(builder.Configuration, gateway => Configure(gateway, options)));
        if (faults.Count > 0)
            return StartFailure.Print(faults);

        using var loggers = LoggerFactory.Create(logging => logging.AddLiveParkingConsole(options.Debug));
        try
        {
            await using var store = await StoreServer.StartAsync(storeOptions, loggers, TimeProvider.System, cancellationToken);
            return await StartFailure.RunAsync(() => Task.FromResult<IHost?>(Build(builder, options, store)), cancellationToken);
        }
        catch (EmbeddedStoreException problem)
        {
            return StartFailure.Print(problem.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static WebApplication Build(WebApplicationBuilder builder, StandaloneOptions options, StoreServer store)
    {
        builder.AddStandaloneSilo(options, store);
        builder.AddLiveParkingGateway(gateway => Configure(gateway, options));
        builder.AddLiveParkingTelemetry("live-parking");
        builder.Services.AddSingleton(options).AddSingleton(store);
        builder.Services.AddSingleton<IReadinessCheck, StoreReadiness>().AddSingleton<IReadinessCheck, CameraReadiness>();
        builder.Services.AddHostedService<BackupService>();
        if (options.Demo)
            builder.Services.AddDemoTraffic();
        var app = builder.Build();
        // Before the gateway reads the folder: the issuer puts the first key there.
        _ = app.Services.GetRequiredService<IssuerKeys>();
        app.MapLiveParkingGateway();
        app.Lifetime.ApplicationStarted.Register(() => _ = Greeting.PrintAsync(app, options));
        return app;
    }

    private static void AddOccupancyOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOccupancyOptions();
        services.AddOptions<LevelOptions>().BindSection(configuration, LevelOptions.Section);
        services.AddOptions<AlarmOptions>().BindSection(configuration, AlarmOptions.Section);
        services.AddOptions<NotificationOptions>().BindSection(configuration, NotificationOptions.Section);
        services.AddOptions<LocationOptions>().BindSection(configuration, LocationOptions.Section);
        services.AddOptions<AuditOptions>().BindSection(configuration, AuditOptions.Section);
    }

    private static void Configure(GatewayOptions gateway, StandaloneOptions options) => gateway.KeysFolder = KeysFolder(options);

    private static string KeysFolder(StandaloneOptions options) => DataFolder.Keys(options.DataFolder);

    /// <summary>A cluster of one silo that is not reachable: it opens no port, neither for clients nor for other silos.</summary>
    private static void AddStandaloneSilo(this WebApplicationBuilder builder, StandaloneOptions options, StoreServer store) =>
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
            if (TelemetryHosting.SendsToReceiver(builder.Configuration))
                silo.AddActivityPropagation();
            // Every grain is on this silo: the cache of other silos' grains, 9 MB at its default size, has no use.
            silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = 1_000);
            silo.AddLiveParkingStorage(StorageNames.Parking, store.ConnectionString, store.FlushAsync, store.WriteAsync);
            silo.AddLiveParkingGrains().Services.AddOverviewStart().AddTokenIssuer(KeysFolder(options));
            silo.AddCameras(options.Cameras).AddDemoLots();
        });
}
