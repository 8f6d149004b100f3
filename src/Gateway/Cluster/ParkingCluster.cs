using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Interfaces.Quarantine;
using Orleans.Runtime;
using Orleans.Streams;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// The gateway's calls to grains and live streams. Ids are validated before a call. The grain of a location or level that does not exist is not
/// called. A cluster that does not answer becomes one kind of error (<c>unavailable</c>).
/// </summary>
internal sealed partial class ParkingCluster(IClusterClient client, ClusterLink link, TimeProvider time, ILogger<ParkingCluster> logger)
{
    /// <summary>
    /// Timeout of a call that may be repeated. A call to a silo that has been killed gets no answer. After this time the cluster knows about the
    /// loss, and the next call goes to another silo.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Timeout of the second call.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(10);

    private readonly KnownPlaces _places = new(client, time);

    /// <summary>The connection to the cluster.</summary>
    public ClusterLink Link => link;

    /// <summary>Calls the grain of a location; called again without an answer. For queries and idempotent commands.</summary>
    public Task<T> LocationAsync<T>(string? locationId, Func<ILocationGrain, Task<T>> call)
    {
        var id = Slug.Require(locationId, "location id", "id");
        return CallAsync(() => OfKnownAsync(id, call));
    }

    /// <summary>Creates a location or changes its settings; called again without an answer, unless a version is expected.</summary>
    public Task<ConfiguredLocation> ConfigureLocationAsync(string? locationId, LocationSettings settings, long? expected)
    {
        var location = client.GetGrain<ILocationGrain>(Slug.Require(locationId, "location id", "id"));
        return expected is null
            ? CallAsync(() => location.ConfigureAsync(settings, null))
            : GuardAsync(() => location.ConfigureAsync(settings, expected));
    }

    /// <summary>Calls the grain of a location once: a condition that held the first time does not hold the second time.</summary>
    public Task<T> LocationOnceAsync<T>(string? locationId, Func<ILocationGrain, Task<T>> call)
    {
        var id = Slug.Require(locationId, "location id", "id");
        return GuardAsync(() => OfKnownAsync(id, call));
    }

    /// <summary>Calls the grain of a location once, for calls with another result the second time, such as a removal.</summary>
    public Task LocationAsync(string? locationId, Func<ILocationGrain, Task> call)
    {
        return LocationOnceAsync(locationId, async location =>
        {
            await call(location);
            return true;
        });
    }

    /// <summary>Whether a location exists. Completes synchronously when this gateway knows it.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public ValueTask<bool> LocationExistsAsync(string id) =>
        _places.Knows(id) ? ValueTask.FromResult(true) : new(CallAsync(async () => await _places.ExistsAsync(id)));

    /// <summary>Whether a level exists. Completes synchronously when this gateway knows it.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public ValueTask<bool> LevelExistsAsync(LevelKey key) =>
        _places.Knows(key) ? ValueTask.FromResult(true) : new(CallAsync(async () => await _places.ExistsAsync(key)));

    /// <summary>Throws unless a level exists.</summary>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    /// <inheritdoc cref="LevelExistsAsync"/>
    public async ValueTask RequireLevelAsync(LevelKey key)
    {
        if (!await LevelExistsAsync(key))
            throw new UnknownLevelException(key.LocationId, key.LevelId);
    }

    /// <summary>Calls the grain of a level, and again without an answer: a repeated reading counts once.</summary>
    public Task<T> LevelAsync<T>(string? locationId, string? levelId, Func<ILevelGrain, Task<T>> call)
    {
        var key = RequireLevel(locationId, levelId);
        return CallAsync(() => OfKnownAsync(key, call));
    }

    /// <summary>Calls the grain of a level, even a removed one, and again without an answer.</summary>
    public Task<T> LevelOrRemovedAsync<T>(string? locationId, string? levelId, Func<ILevelGrain, Task<T>> call)
    {
        var key = RequireLevel(locationId, levelId);
        return CallAsync(() => call(client.GetGrain<ILevelGrain>(key.ToString())));
    }

    /// <summary>Calls the grain of a level once, even a removed one, for calls with another result the second time, such as a removal.</summary>
    public Task<T> LevelOrRemovedOnceAsync<T>(string? locationId, string? levelId, Func<ILevelGrain, Task<T>> call)
    {
        var key = RequireLevel(locationId, levelId);
        return GuardAsync(() => call(client.GetGrain<ILevelGrain>(key.ToString())));
    }

    /// <summary>Sends the grain of a level a message, once and with a short timeout. For messages that may be lost.</summary>
    public Task TellLevelAsync(LevelKey key, Func<ILevelGrain, Task> tell) =>
        GuardAsync(async () =>
        {
            return await OfKnownAsync(key, async level =>
            {
                await tell(level);
                return true;
            }).WaitAsync(Patience, time);
        });

    /// <summary>Calls the ledger of a level's corrections.</summary>
    public Task<T> CorrectionsAsync<T>(LevelKey key, Func<ICorrectionLedgerGrain, Task<T>> call) =>
        CallAsync(() => call(client.GetGrain<ICorrectionLedgerGrain>(key.ToString())));

    /// <summary>Calls the ledger of a level's corrections once: a removal finds nothing the second time.</summary>
    public Task<T> CorrectionsOnceAsync<T>(LevelKey key, Func<ICorrectionLedgerGrain, Task<T>> call) =>
        GuardAsync(() => call(client.GetGrain<ICorrectionLedgerGrain>(key.ToString())));

    /// <summary>Calls the grain of a level's history, and again without an answer.</summary>
    public Task<T> HistoryAsync<T>(LevelKey key, Func<ILevelHistoryGrain, Task<T>> call) =>
        CallAsync(() => call(client.GetGrain<ILevelHistoryGrain>(key.ToString())));

    /// <summary>Calls the grain of a level's history once: a removal finds nothing the second time.</summary>
    public Task<T> HistoryOnceAsync<T>(LevelKey key, Func<ILevelHistoryGrain, Task<T>> call) =>
        GuardAsync(() => call(client.GetGrain<ILevelHistoryGrain>(key.ToString())));

    /// <summary>Calls the catalog.</summary>
    public Task<T> CatalogAsync<T>(Func<ICatalogGrain, Task<T>> call) =>
        CallAsync(() => call(client.GetGrain<ICatalogGrain>(ICatalogGrain.Key)));

    /// <summary>Calls the overview of all locations.</summary>
    public Task<T> OverviewAsync<T>(Func<IOverviewGrain, Task<T>> call) =>
        CallAsync(() => call(client.GetGrain<IOverviewGrain>(IOverviewGrain.Key)));

    /// <summary>Calls the quarantine, and again without an answer.</summary>
    public Task<T> QuarantineAsync<T>(Func<IQuarantineGrain, Task<T>> call) =>
        CallAsync(() => call(client.GetGrain<IQuarantineGrain>(IQuarantineGrain.Key)));

    /// <summary>Calls the quarantine once: a removal finds nothing the second time.</summary>
    public Task<T> QuarantineOnceAsync<T>(Func<IQuarantineGrain, Task<T>> call) =>
        GuardAsync(() => call(client.GetGrain<IQuarantineGrain>(IQuarantineGrain.Key)));

    /// <summary>Writes to the store through the cluster, once.</summary>
    /// <param name="patience">Timeout for the answer.</param>
    public Task CheckStoreAsync(TimeSpan patience) =>
        GuardAsync(async () =>
        {
            await client.GetGrain<IStoreCheckGrain>(IStoreCheckGrain.Key).CheckAsync().WaitAsync(patience, time);
            return true;
        });

    /// <summary>Finds a camera by its id or its location's id.</summary>
    /// <exception cref="UnknownCameraException">There is no such camera.</exception>
    public Task<CameraEntry> FindCameraAsync(string? cameraOrLocationId)
    {
        var id = Slug.Require(cameraOrLocationId, "camera id", "id");
        return CatalogAsync(catalog => catalog.FindCameraAsync(id));
    }

    /// <summary>The catalog entries of these cameras. Cameras that the catalog does not list are left out. Called once.</summary>
    public Task<IReadOnlyList<CameraEntry>> FindCamerasAsync(IReadOnlyList<string> cameraIds) =>
        GuardAsync(() => client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).FindCamerasAsync(cameraIds).WaitAsync(Patience, time));

    /// <summary>Calls the grain of a camera, on the silo to which it is attached.</summary>
    /// <exception cref="CameraOfflineException">That silo is not running.</exception>
    public Task<T> CameraAsync<T>(string cameraId, Func<ICameraGrain, Task<T>> call) => CallAsync(() => call(client.GetGrain<ICameraGrain>(cameraId)));

    /// <summary>A live stream of the cluster. Needs a connection.</summary>
    public IAsyncStream<T> Stream<T>(StreamId id) => client.GetStreamProvider(ParkingStreams.ProviderName).GetStream<T>(id);

    /// <summary>The key of a level; throws when an id is malformed.</summary>
    public static LevelKey RequireLevel(string? locationId, string? levelId) =>
        new(Slug.Require(locationId, "location id", "id"), Slug.Require(levelId, "level id", "level"));

    private async Task<T> OfKnownAsync<T>(string locationId, Func<ILocationGrain, Task<T>> call)
    {
        await _places.RequireAsync(locationId);
        try
        {
            return await call(client.GetGrain<ILocationGrain>(locationId));
        }
        catch (UnknownLocationException)
        {
            _places.Forget(locationId);
            throw;
        }
    }

    private async Task<T> OfKnownAsync<T>(LevelKey key, Func<ILevelGrain, Task<T>> call)
    {
        await _places.RequireAsync(key);
        try
        {
            return await call(client.GetGrain<ILevelGrain>(key.ToString()));
        }
        catch (UnknownLevelException)
        {
            _places.Forget(key);
            throw;
        }
    }

    private Task<T> CallAsync<T>(Func<Task<T>> call) =>
        GuardAsync(async () =>
        {
            try
            {
                return await call().WaitAsync(Patience, time);
            }
            catch (Exception exception) when (ClusterFault.IsUnavailability(exception))
            {
                LogRepeated(logger, exception.Message);
                return await call().WaitAsync(LastPatience, time);
            }
        });

    private async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        link.RequireReached();
        try
        {
            return await call();
        }
        catch (Exception exception) when (ClusterFault.IsUnavailability(exception))
        {
            LogUnavailable(logger, exception);
            throw ApiErrors.Unavailable("The cluster does not answer; what was asked may or may not have been done.", exception);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A call is made again: {Reason}")]
    private static partial void LogRepeated(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The cluster did not answer a call.")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);
}
