using LiveParking.Grains.Hosting;
using System.Collections.Immutable;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace LiveParking.Grains.Locations;

/// <summary>The list of locations and cameras. Reentrant so that a look-up never waits for a store write.</summary>
[GrainType("catalog"), Reentrant, KeepAlive]
internal sealed class CatalogGrain(
    [PersistentState("catalog", StorageNames.Parking)] IPersistentState<CatalogState> stored,
    IOptions<LocationOptions> options,
    TimeProvider timeProvider,
    ILogger<CatalogGrain> logger) : Grain, ICatalogGrain, ICatalogRegistration
{
    private const string FallbackLocation = "local";

    private CoalescedState<CatalogState> _state = null!;
    private CatalogIndex? _index;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        OnlyKey.Require(this, ICatalogGrain.Key);
        StoredSchema.Require(stored.State.Schema, CatalogState.CurrentSchema, ICatalogGrain.Key);
        _state = new CoalescedState<CatalogState>(new PersistentUnit<CatalogState>(stored), timeProvider, logger);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> GetLocationsAsync() => Task.FromResult<IReadOnlyList<string>>(_state.Newest.Locations);

    public Task<IReadOnlyList<string>> FindLocationsAsync(IReadOnlyList<string> locationIds) =>
        Task.FromResult<IReadOnlyList<string>>([.. locationIds.Where(Index.HasLocation)]);

    public Task<CameraEntry> FindCameraAsync(string cameraOrLocationId) =>
        Task.FromResult(Index.FindCamera(cameraOrLocationId) ?? throw new UnknownCameraException(cameraOrLocationId));

    public Task<IReadOnlyList<CameraEntry>> FindCamerasAsync(IReadOnlyList<string> cameraIds)
    {
        var wanted = cameraIds.ToHashSet(StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<CameraEntry>>([.. _state.Newest.Cameras.Where(camera => wanted.Contains(camera.CameraId))]);
    }

    public Task AddLocationAsync(string locationId) => ChangeAsync(state =>
    {
        if (state.Locations.Contains(locationId))
            return state;
        if (state.Locations.Count >= options.Value.MostLocations)
            throw new TooManyException("locations", $"There are {state.Locations.Count:N0} locations already, as many as there may be: remove one first.");
        return state with { Locations = state.Locations.Add(locationId) };
    });

    public Task<LocationGroupList?> GetGroupsAsync(long knownVersion)
    {
        var state = _state.Newest;
        return Task.FromResult(state.GroupsVersion == knownVersion
            ? null
            : new LocationGroupList(state.GroupsVersion, state.Groups.ToDictionary(location => location.Key, location => (IReadOnlyList<string>)location.Value)));
    }

    public Task SetGroupsAsync(string locationId, IReadOnlyList<string> groups) => ChangeAsync(state => CatalogRules.WithGroups(state, locationId, groups));

    public Task RemoveLocationAsync(string locationId) =>
        ChangeAsync(state => CatalogRules.WithGroups(state, locationId, []) with
        {
            Locations = state.Locations.Remove(locationId),
            Cameras = state.Cameras.RemoveAll(camera => camera.LocationId == locationId),
        });

    public async Task<string> GetDefaultLocationAsync()
    {
        if (_state.Newest.Locations is [var first, ..])
            return first;
        await GrainFactory.GetGrain<ILocationGrain>(FallbackLocation).ConfigureAsync(new LocationSettings("Local"));
        return _state.Newest.Locations[0];
    }

    public async Task AddCamerasAsync(string locationId, IReadOnlyList<CameraEntry> cameras)
    {
        foreach (var camera in cameras)
        {
            if (_state.Newest.Cameras.Find(known => known.CameraId == camera.CameraId) is { } known && known.LocationId != locationId)
                await RequireFreeAsync(known);
        }

        await ChangeAsync(state =>
        {
            var next = state.Cameras.ToBuilder();
            foreach (var camera in cameras)
            {
                var index = next.FindIndex(known => known.CameraId == camera.CameraId);
                if (index < 0)
                    next.Add(camera);
                else
                    next[index] = camera;
            }

            return next.SequenceEqual(state.Cameras) ? state : state with { Cameras = next.ToImmutable() };
        });
    }

    private CatalogIndex Index => ReferenceEquals(_index?.State, _state.Newest) ? _index! : _index = new CatalogIndex(_state.Newest);

    private async Task RequireFreeAsync(CameraEntry camera)
    {
        try
        {
            await GrainFactory.GetGrain<ILocationCamerasGrain>(camera.LocationId).GetCameraSiloAsync(camera.CameraId);
        }
        catch (ParkingException error) when (error is CameraOfflineException or UnknownCameraException)
        {
            return;
        }

        throw new CameraTakenException($"Camera '{camera.CameraId}' is attached at location '{camera.LocationId}', where its silo is alive.");
    }

    private Task ChangeAsync(Func<CatalogState, CatalogState> change) =>
        _state.ChangeAsync(
            state => change(state) is var next && ReferenceEquals(next, state) ? state : next with { Schema = CatalogState.CurrentSchema },
            DeactivateOnIdle);
}
