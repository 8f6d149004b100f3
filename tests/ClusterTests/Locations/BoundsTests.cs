using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Locations;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace LiveParking.ClusterTests.Locations;

/// <summary>Locations, their levels and the sensors of a level are bounded by configuration; existing ones continue to work.</summary>
public sealed class BoundsTests : IAsyncLifetime
{
    private static readonly FaultyStorage Store = new();

    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Silo>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Beyond_a_bound_nothing_new_is_made_and_what_is_there_goes_on()
    {
        await Location("one").ConfigureAsync(new LocationSettings("One"));
        await Location("two").ConfigureAsync(new LocationSettings("Two"));
        var full = await Assert.ThrowsAsync<TooManyException>(() => Location("three").ConfigureAsync(new LocationSettings("Three")));
        Assert.Equal("too-many-locations", full.Code);
        await Assert.ThrowsAsync<UnknownLocationException>(() => Location("three").GetAsync());
        await Location("two").ConfigureAsync(new LocationSettings("Two again"));
        await Location("two").RemoveAsync();
        await Location("three").ConfigureAsync(new LocationSettings("Three"));

        await Location("one").ConfigureLevelAsync("upper", Settings);
        await Location("one").ConfigureLevelAsync("lower", Settings);
        full = await Assert.ThrowsAsync<TooManyException>(() => Location("one").ConfigureLevelAsync("roof", Settings));
        Assert.Equal("too-many-levels", full.Code);
        await Assert.ThrowsAsync<UnknownLevelException>(() => Level("one/roof").GetAsync());
        await Location("one").ConfigureLevelAsync("upper", Settings with { Name = "Other" });

        var answer = await Level("one/upper").ReportAsync([.. Enumerable.Range(0, 65).Select(i => Heartbeat($"sensor-{i}"))]);
        Assert.Equal(64, answer.Results.Count(result => result.Outcome == ReadingOutcome.Accepted));
        Assert.Equal(ReadingOutcome.Rejected, answer.Results[64].Outcome);
        var sensors = await Level("one/upper").GetSensorsAsync();
        Assert.Contains(sensors.Anomalies, anomaly => anomaly is { Kind: AnomalyKind.TooManySensors, SensorId: "sensor-64" });
    }

    private static LevelSettings Settings => ParkingFixture.Settings(150);

    private static Reading Heartbeat(string sensor) => new("h", sensor, TimeProvider.System.GetUtcNow(), ReadingKind.Heartbeat);

    private ILocationGrain Location(string id) => _cluster.GrainFactory.GetGrain<ILocationGrain>(id);

    private ILevelGrain Level(string key) => _cluster.GrainFactory.GetGrain<ILevelGrain>(key);

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddLiveParkingGrains();
            siloBuilder.AddCameras([]);
            siloBuilder.Services.Configure<LocationOptions>(options => (options.MostLocations, options.LevelsPerLocation) = (2, 2));
            siloBuilder.Services.Configure<LevelOptions>(options => options.SensorsPerLevel = 64);
            siloBuilder.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Parking, Store);
        }
    }
}
