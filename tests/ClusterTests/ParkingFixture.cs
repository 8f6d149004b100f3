using System.Collections.Concurrent;
using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Orleans.Streams;
using Orleans.TestingHost;

namespace LiveParking.ClusterTests;

/// <summary>Two silos with all grains and a client; the store is one that fails on demand.</summary>
public sealed class ParkingFixture : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<GrainId, int> Arrived = new();

    /// <summary>One store for both silos, as Redis would be.</summary>
    public static FaultyStorage Store { get; } = new();

    public TestCluster Cluster { get; private set; } = null!;

    /// <summary>How many calls have reached a grain.</summary>
    public static int Calls(GrainId grain) => Arrived.GetValueOrDefault(grain);

    public IStreamProvider Streams => Cluster.Client.GetStreamProvider(ParkingStreams.ProviderName);

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(2);
        builder.AddSiloBuilderConfigurator<Silo>();
        builder.AddClientBuilderConfigurator<Client>();
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        // The client leaves its streams while silos still answer: a delivery that comes while it is disposed of would crash the process.
        await Cluster.StopClusterClientAsync();
        await Cluster.DisposeAsync();
    }

    public ILocationGrain Location(string id) => Cluster.GrainFactory.GetGrain<ILocationGrain>(id);

    public ILocationCamerasGrain Cameras(string location) => Cluster.GrainFactory.GetGrain<ILocationCamerasGrain>(location);

    public ILevelGrain Level(string location, string level) =>
        Cluster.GrainFactory.GetGrain<ILevelGrain>(new LevelKey(location, level).ToString());

    /// <summary>Makes a location with one level and returns its id.</summary>
    public async Task<string> NewLocationAsync(int spots = 150)
    {
        var id = $"site-{Guid.NewGuid():N}"[..20];
        await Location(id).ConfigureAsync(new LocationSettings("Site"));
        await Location(id).ConfigureLevelAsync("upper", Settings(spots));
        return id;
    }

    public static LevelSettings Settings(int spots) => new("Upper", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = spots });

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddLiveParkingGrains();
            siloBuilder.AddCameras([]);
            siloBuilder.AddIncomingGrainCallFilter(call =>
            {
                Arrived.AddOrUpdate(call.TargetId, 1, (_, count) => count + 1);
                return call.Invoke();
            });
            siloBuilder.Services.AddKeyedSingleton<IGrainStorage>(
                StorageNames.Parking, (services, _) => new SiloStorage(Store, services.GetRequiredService<ILocalSiloDetails>()));
        }
    }

    private sealed class Client : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) => clientBuilder.AddLiveStreams(ParkingStreams.Register);
    }
}
