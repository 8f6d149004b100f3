using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace LiveParking.ClusterTests.Hosting;

/// <summary>The activations that a grain client leaves behind by calling ids that do not exist.</summary>
public sealed class UnknownActivationTests : IAsyncLifetime
{
    private static readonly FaultyStorage Store = new();
    private static readonly string[] Classes = ["LocationGrain", "LevelGrain", "LevelHistoryGrain", "CorrectionLedgerGrain"];

    /// <summary>How long this test's silo keeps an unknown id.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(2);

    private static readonly UnknownActivations Unknown = new(TimeProvider.System, Keep);

    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Silo>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.StopClusterClientAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Activations_of_unknown_ids_go_and_those_of_known_ids_stay()
    {
        var location = _cluster.GrainFactory.GetGrain<ILocationGrain>("mall");
        await location.ConfigureAsync(new LocationSettings("Mall"));
        await location.ConfigureLevelAsync("upper", ParkingFixture.Settings(10));
        await location.ConfigureLevelAsync("removed", ParkingFixture.Settings(10));
        await location.RemoveLevelAsync("removed");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => AskAsync($"made-up-{i}")));
        Assert.True(await ActivationsAsync() > 2);

        await Eventually.HoldsAsync(async () => await ActivationsAsync() == 2, "the location and its level are left");

        // A level created from an unknown activation stays.
        await AskAsync("made-up-0");
        await _cluster.GrainFactory.GetGrain<ILocationGrain>("made-up-0").ConfigureAsync(new LocationSettings("Made"));
        await _cluster.GrainFactory.GetGrain<ILocationGrain>("made-up-0").ConfigureLevelAsync("upper", ParkingFixture.Settings(10));
        await AskAsync("made-up-1");
        await Eventually.HoldsAsync(async () => await ActivationsAsync() == 4, "the made ones and the first ones are left");
        Assert.Equal("upper", Assert.Single((await _cluster.GrainFactory.GetGrain<ILocationGrain>("made-up-0").GetAsync()).Status.Levels).LevelId);
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task A_removed_level_goes_and_its_version_and_ledger_live_on()
    {
        var location = _cluster.GrainFactory.GetGrain<ILocationGrain>("old-mall");
        await location.ConfigureAsync(new LocationSettings("Mall"));
        var made = (await location.ConfigureLevelAsync("upper", ParkingFixture.Settings(10))).Status;
        var level = _cluster.GrainFactory.GetGrain<ILevelGrain>("old-mall/upper");
        await level.CorrectAsync(new CorrectionRequest("c1", 3, "counted", "somebody"));
        await location.RemoveAsync();
        var reads = Store.Reads(level.GetGrainId());

        // Its history and its ledger exist.
        await Eventually.HoldsAsync(async () => await ActivationsAsync("LocationGrain", "LevelGrain") == 0, "neither the location nor the level is left");

        await location.ConfigureAsync(new LocationSettings("Mall"));
        var again = (await location.ConfigureLevelAsync("upper", ParkingFixture.Settings(10))).Status;
        Assert.True(again.Version > made.Version);
        Assert.True(Store.Reads(level.GetGrainId()) > reads);
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal("c1", Assert.Single(
            await _cluster.GrainFactory.GetGrain<ICorrectionLedgerGrain>("old-mall/upper").GetAsync(now.AddDays(-1), now.AddDays(1))).Id);
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task A_flood_of_unknown_ids_is_bounded_while_it_lasts()
    {
        var most = 0;
        for (var round = 0; round < 4; round++)
        {
            await Parallel.ForAsync(0, UnknownActivations.MaxCount, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
                await Assert.ThrowsAsync<UnknownLocationException>(
                    () => _cluster.GrainFactory.GetGrain<ILocationGrain>($"flood-{round}-{i}").GetAsync()));
            most = Math.Max(most, Unknown.Count);
        }

        Assert.InRange(most, 1, UnknownActivations.MaxCount);
        await Eventually.HoldsAsync(async () => Unknown.Count == 0 && await ActivationsAsync("LocationGrain") == 0, "all of them are gone");
    }

    private async Task AskAsync(string id)
    {
        var now = TimeProvider.System.GetUtcNow();
        await Assert.ThrowsAsync<UnknownLocationException>(() => _cluster.GrainFactory.GetGrain<ILocationGrain>(id).GetAsync());
        await Assert.ThrowsAsync<UnknownLevelException>(() => _cluster.GrainFactory.GetGrain<ILevelGrain>($"{id}/upper").GetAsync());
        Assert.Null(await _cluster.GrainFactory.GetGrain<ILevelHistoryGrain>($"{id}/upper").GetAsync(new HistoryQuery(now.AddHours(-1), now, TimeSpan.FromMinutes(1))));
        Assert.Empty(await _cluster.GrainFactory.GetGrain<ICorrectionLedgerGrain>($"{id}/upper").GetAsync(now.AddHours(-1), now));
    }

    private Task<int> ActivationsAsync() => ActivationsAsync(Classes);

    private async Task<int> ActivationsAsync(params IReadOnlyCollection<string> classes) => (await _cluster.GrainFactory.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics())
        .Where(statistic => classes.Any(name => statistic.GrainType.Contains($".{name}", StringComparison.Ordinal)))
        .Sum(statistic => statistic.ActivationCount);

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.Services.AddSingleton(Unknown);
            siloBuilder.AddLiveParkingGrains();
            siloBuilder.AddCameraPlacement();
            siloBuilder.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Parking, Store);
        }
    }
}
