using LiveParking.Grains.Storage;
using LiveParking.Hosting.Storage;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace LiveParking.StoreWriter;

/// <summary>The grain storage just as a silo registers it, without the silo.</summary>
public sealed class StorageClient : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StorageClient(ServiceProvider services, IGrainStorage storage)
    {
        _services = services;
        Storage = storage;
    }

    public IGrainStorage Storage { get; }

    public static async Task<StorageClient> ConnectAsync(string connectionString, Func<Task>? flush = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSerializer();
        services.Configure<ClusterOptions>(cluster => cluster.ServiceId = cluster.ClusterId = "live-parking");
        // Every silo has one; it is asked for, and then the one in the options is used.
        services.AddSingleton<IGrainStorageSerializer, SystemTextJsonGrainStorageSerializer>();
        new BareSilo(services).AddLiveParkingStorage(StorageNames.Parking, connectionString, flush);
        var provider = services.BuildServiceProvider();
        var storage = provider.GetRequiredKeyedService<IGrainStorage>(StorageNames.Parking);
        var lifecycle = new SiloLifecycleSubject(provider.GetRequiredService<ILogger<SiloLifecycleSubject>>());
        foreach (var participant in provider.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
            participant.Participate(lifecycle);
        await lifecycle.OnStart();
        return new StorageClient(provider, storage);
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    private sealed class BareSilo(IServiceCollection services) : ISiloBuilder
    {
        public IServiceCollection Services => services;

        public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();
    }
}
