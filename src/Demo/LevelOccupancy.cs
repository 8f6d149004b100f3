using System.Collections.Concurrent;
using LiveParking.Cameras;
using LiveParking.Demo.Lots;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace LiveParking.Demo;

/// <summary>
/// Shows a level's occupancy in a demo lot. It follows the level of each camera whose source is that lot, from the first request on.
/// </summary>
internal sealed partial class LevelOccupancy(AttachedCameras cameras, IServiceProvider services, ILogger<LevelOccupancy> logger) : IDemoOccupancy
{
    private readonly ConcurrentDictionary<string, Follower> _followers = new(StringComparer.Ordinal);

    public Spots? Get(string name) => _followers.GetOrAdd(name, Follow).Newest;

    private Follower Follow(string name)
    {
        var follower = new Follower();
        var source = $"demo:{name}";
        var camera = cameras.All.FirstOrDefault(camera => camera.Source == source && camera.LevelId is not null);
        if (camera is not null && cameras.Find(camera.Id) is { } status)
            _ = Task.Run(() => SubscribeAsync(new LevelKey(status.LocationId, camera.LevelId!), follower));
        return follower;
    }

    private async Task SubscribeAsync(LevelKey level, Follower follower)
    {
        try
        {
            var streams = services.GetRequiredKeyedService<IStreamProvider>(ParkingStreams.ProviderName);
            await streams.GetStream<LevelStatus>(ParkingStreams.LevelStatus(level)).SubscribeAsync(follower);
        }
        catch (Exception error)
        {
            Log.NotFollowed(logger, error, level);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The demo lot of level {Level} does not follow its count")]
        public static partial void NotFollowed(ILogger logger, Exception error, LevelKey level);
    }

    private sealed class Follower : IAsyncObserver<LevelStatus>
    {
        private Spots? _newest;

        public Spots? Newest => Volatile.Read(ref _newest);

        public Task OnNextAsync(LevelStatus item, StreamSequenceToken? token = null)
        {
            Volatile.Write(ref _newest, item.Spots);
            return Task.CompletedTask;
        }

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
