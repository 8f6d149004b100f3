using LiveParking.ClusterTests.Storage;
using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Storage;
using Orleans.TestingHost;

namespace LiveParking.ClusterTests.Cameras;

/// <summary>A camera that is kept warm runs without anybody asking for it.</summary>
public sealed class KeepWarmTests : IAsyncLifetime
{
    private const string Site = "warm-site", Camera = "warm";

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
    public async Task Grain_of_a_camera_kept_warm_runs_by_itself_and_again_after_it_is_lost()
    {
        var first = await LiveAsync(DateTimeOffset.MinValue);
        await _cluster.GrainFactory.GetGrain<ICameraGrain>(Camera).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        await LiveAsync(first);
    }

    /// <summary>Waits until the camera has become live after a given time, and returns when it did.</summary>
    private async Task<DateTimeOffset> LiveAsync(DateTimeOffset after)
    {
        CameraStatus? camera = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var catalog = _cluster.GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key);
                if (!(await catalog.GetLocationsAsync()).Contains(Site))
                    return false;
                if ((await _cluster.GrainFactory.GetGrain<ILocationGrain>(Site).GetAsync()).Status.Cameras is not [var found])
                    return false;
                camera = found;
                return camera.State == CameraState.Live && camera.Since > after;
            },
            $"the camera is live since later than {after}");
        return camera!.Since;
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddLiveParkingGrains();
            siloBuilder.AddCameras([new CameraOptions { Id = Camera, LocationId = Site, Source = "demo:warm", KeepWarm = true }]).AddDemoLots();
            siloBuilder.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Parking, new FaultyStorage());
        }
    }
}
