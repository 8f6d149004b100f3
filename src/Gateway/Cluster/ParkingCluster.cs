using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Interfaces.Streams;
using Orleans.Runtime;
using Orleans.Streams;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// The grains and live streams as a gateway calls them. Ids are looked at before a call leaves, and a cluster that does not
/// answer becomes one kind of error (<c>unavailable</c>).
/// </summary>
internal sealed partial class ParkingCluster(IClusterClient client, ClusterLink link, TimeProvider time, ILogger<ParkingCluster> logger)
{
    /// <summary>
    /// How long a call that may be repeated is waited for. One that was on its way to a silo that has been killed is answered by nobody; by then
    /// the cluster knows and the next one goes elsewhere.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long the second call is waited for.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(10);

    /// <summary>The connection to the cluster.</summary>
    public ClusterLink Link => link;

    /// <summary>Asks the grain of a location, or sets what it is told; asked again when no answer comes.</summary>
    public Task<T> LocationAsync<T>(string? locationId, Func<ILocationGrain, Task<T>> call)
    {
        var id = Slug.Require(locationId, "location id", "id");
        return CallAsync(() => call(client.GetGrain<ILocationGrain>(id)));
    }

    /// <summary>Asks the grain of a location once: a condition that held the first time does not hold the second time.</summary>
    public Task<T> LocationOnceAsync<T>(string? locationId, Func<ILocationGrain, Task<T>> call)
    {
        var id = Slug.Require(locationId, "location id", "id");
        return GuardAsync(() => call(client.GetGrain<ILocationGrain>(id)));
    }

    /// <summary>Calls the grain of a location once: for what has another answer the second time, such as a removal.</summary>
    public Task LocationAsync(string? locationId, Func<ILocationGrain, Task> call)
    {
        return LocationOnceAsync(locationId, async location =>
        {
            await call(location);
            return true;
        });
    }

    /// <summary>Calls the grain of a level, and again when no answer comes: readings count once.</summary>
    public Task<T> LevelAsync<T>(string? locationId, string? levelId, Func<ILevelGrain, Task<T>> call)
    {
        var key = RequireLevel(locationId, levelId);
        return CallAsync(() => call(client.GetGrain<ILevelGrain>(key.ToString())));
    }

    /// <summary>Calls the grain of a level once: for what has another answer the second time, such as a removal.</summary>
    public Task<T> LevelOnceAsync<T>(string? locationId, string? levelId, Func<ILevelGrain, Task<T>> call)
    {
        var key = RequireLevel(locationId, levelId);
        return GuardAsync(() => call(client.GetGrain<ILevelGrain>(key.ToString())));
    }

    /// <summary>Tells the grain of a level something, once and without much patience: for what may be lost.</summary>
    public Task TellLevelAsync(LevelKey key, Func<ILevelGrain, Task> tell) =>
        GuardAsync(async () =>
        {
            await tell(client.GetGrain<ILevelGrain>(key.ToString())).WaitAsync(Patience, time);
            return true;
        });

    /// <summary>Calls the ledger of a level's corrections.</summary>
    public Task<T> CorrectionsAsync<T>(LevelKey key, Func<ICorrectionLedgerGrain, Task<T>> call) =>
        CallAsync(() => call(client.GetGrain<ICorrectionLedgerGrain>(key.ToString())));

    /// <summary>Calls the ledger of a level's corrections once: a removal finds nothing the second time.</summary>
    public Task<T> CorrectionsOnceAsync<T>(LevelKey key, Func<ICorrectionLedgerGrain, Task<T>> call) =>
        GuardAsync(() => call(client.GetGrain<ICorrectionLedgerGrain>(key.ToString())));

    /// <summary>Calls the grain of a level's history, and again when no answer comes.</summary>
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

    /// <summary>Finds a camera by its id or that of its location.</summary>
    /// <exception cref="UnknownCameraException">There is none.</exception>
    public Task<CameraEntry> FindCameraAsync(string? cameraOrLocationId)
    {
        var id = Slug.Require(cameraOrLocationId, "camera id", "id");
        return CatalogAsync(catalog => catalog.FindCameraAsync(id));
    }

    /// <summary>Asks the grain of a camera, on the silo to which it is attached.</summary>
    /// <exception cref="CameraOfflineException">That silo does not run.</exception>
    public Task<T> CameraAsync<T>(string cameraId, Func<ICameraGrain, Task<T>> call) => CallAsync(() => call(client.GetGrain<ICameraGrain>(cameraId)));

    /// <summary>A live stream of the cluster. Only to be asked for once there is a connection.</summary>
    public IAsyncStream<T> Stream<T>(StreamId id) => client.GetStreamProvider(LiveStreams.ProviderName).GetStream<T>(id);

    /// <summary>The key of a level, when both ids have the form of one.</summary>
    public static LevelKey RequireLevel(string? locationId, string? levelId) =>
        new(Slug.Require(locationId, "location id", "id"), Slug.Require(levelId, "level id", "level"));

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
            throw Refuse.Unavailable("The cluster does not answer; what was asked may or may not have been done.", exception);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A call is made again: {Reason}")]
    private static partial void LogRepeated(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The cluster did not answer a call.")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);
}
