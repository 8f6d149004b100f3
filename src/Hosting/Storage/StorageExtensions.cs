using LiveParking.Hosting.Redis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;

namespace LiveParking.Hosting.Storage;

/// <summary>Keeps grain state in Redis, or in another server with its protocol: the embedded store.</summary>
public static class StorageExtensions
{
    /// <summary>
    /// Registers the storage under its name and as the default one; both are the same. State is JSON in the wire format, in the
    /// field <c>data</c> of a hash with the key <c>{service id}/state/{grain type}/{grain key}/{state name}</c>: <c>redis-cli HGET
    /// live-parking/state/level/pakuwon/upper/level data</c>. Cleared state leaves the hash with empty data and a new etag, so that a late write of
    /// an old activation is rejected.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The name of the grain storage: <c>[PersistentState("state", "parking")]</c>.</param>
    /// <param name="redis">As for <see cref="RedisConnection.Parse"/>.</param>
    /// <param name="flush">For a store that answers before it has flushed: completes when everything that it has answered is on disk.</param>
    /// <param name="write">For the same store: runs a write and completes when it is on disk. Null: the write, then <paramref name="flush"/>.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ISiloBuilder AddLiveParkingStorage(
        this ISiloBuilder silo, string name, string redis, Func<Task>? flush = null, Func<Func<Task>, Task>? write = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var redisName = $"{name}-redis";
        var connection = RedisConnection.Parse(redis);
        silo.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<StorageConnection>(services, connection));
        silo.AddRedisGrainStorage(redisName, storage => storage.Configure<StorageConnection>((options, shared) =>
        {
            options.ConfigurationOptions = connection;
            options.CreateMultiplexer = async _ => (await shared.GetAsync(), IsShared: true);
            options.GrainStorageSerializer = new WireJsonStateSerializer();
            options.DeleteStateOnClear = false;
        }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) =>
        {
            var storage = services.GetRequiredKeyedService<IGrainStorage>(redisName);
            return ActivatorUtilities.CreateInstance<ReadableGrainStorage>(services, flush is null
                ? storage
                : new FlushedGrainStorage(storage, flush, write ?? ThenFlush(flush)));
        });
        silo.Services.AddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(name));
        return silo;
    }

    private static Func<Func<Task>, Task> ThenFlush(Func<Task> flush) => async write =>
    {
        await write();
        await flush();
    };
}
