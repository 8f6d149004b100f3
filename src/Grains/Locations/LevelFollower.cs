using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace LiveParking.Grains.Locations;

/// <summary>
/// Follows the levels of a location: one live subscription each, and the newest status by version. Used on the grain's
/// scheduler only.
/// </summary>
internal sealed partial class LevelFollower(
    string locationId, IStreamProvider streams, IGrainFactory grains, TimeProvider timeProvider, ILogger logger, Action changed)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly Action _changed = changed;
    private readonly Dictionary<string, StreamSubscriptionHandle<LevelStatus>> _subscriptions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LevelStatus> _newest = new(StringComparer.Ordinal);

    /// <summary>Follows exactly these levels, and completes when the newest status of each is known.</summary>
    public async Task FollowAsync(IReadOnlyCollection<string> levels)
    {
        foreach (var removed in _subscriptions.Keys.Except(levels).ToList())
        {
            _newest.Remove(removed);
            if (_subscriptions.Remove(removed, out var subscription))
                await subscription.UnsubscribeAsync();
        }

        await Task.WhenAll(levels.Where(level => !_subscriptions.ContainsKey(level)).Select(SubscribeAsync));
        await RefreshAsync(levels.Where(level => !_newest.ContainsKey(level)));
    }

    /// <summary>Asks every followed level for its newest status.</summary>
    public Task RefreshAsync() => RefreshAsync([.. _subscriptions.Keys]);

    /// <summary>The newest statuses, in the order of <paramref name="levels"/>.</summary>
    public IReadOnlyList<LevelStatus> Newest(IEnumerable<string> levels) =>
        [.. levels.Select(level => _newest.GetValueOrDefault(level)).OfType<LevelStatus>()];

    /// <summary>Number of spots of a type on each level, minus those out of service.</summary>
    public async Task<Dictionary<string, int>> UsableAsync(string type) =>
        new(await Task.WhenAll(_subscriptions.Keys.Select(level => UsableAsync(level, type))), StringComparer.Ordinal);

    private async Task<KeyValuePair<string, int>> UsableAsync(string level, string type)
    {
        try
        {
            var settings = (await Grain(level).GetAsync().WaitAsync(Timeout, timeProvider)).Settings;
            return new(level, settings.Capacity.GetValueOrDefault(type) - (settings.OutOfService?.GetValueOrDefault(type) ?? 0));
        }
        catch (UnknownLevelException)
        {
            // The level is being removed: no driver is sent there.
            return new(level, 0);
        }
        catch (Exception error)
        {
            // No driver is sent to a level whose spots are unknown.
            Log.Unreachable(logger, locationId, level, error.Message);
            return new(level, 0);
        }
    }

    private ILevelGrain Grain(string level) => grains.GetGrain<ILevelGrain>(new LevelKey(locationId, level).ToString());

    private Task RefreshAsync(IEnumerable<string> levels) => Task.WhenAll(levels.Select(RefreshAsync));

    private async Task RefreshAsync(string level)
    {
        try
        {
            Take((await Grain(level).GetAsync().WaitAsync(Timeout, timeProvider)).Status);
        }
        catch (UnknownLevelException)
        {
            // Its removal has begun and ends when the level leaves the list.
            _newest.Remove(level);
        }
        catch (Exception error)
        {
            // One unreachable level must not make the location fail: its last status stays, and its stream delivers newer ones.
            Log.Unreachable(logger, locationId, level, error.Message);
        }
    }

    private async Task SubscribeAsync(string level)
    {
        var stream = streams.GetStream<LevelStatus>(ParkingStreams.LevelStatus(new LevelKey(locationId, level)));
        var subscription = await stream.SubscribeAsync(new Observer(this));
        if (!_subscriptions.TryAdd(level, subscription))
            await subscription.UnsubscribeAsync();
    }

    private void Take(LevelStatus status)
    {
        if (_newest.TryGetValue(status.LevelId, out var known) && known.Version >= status.Version)
            return;
        _newest[status.LevelId] = status;
        _changed();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Level {LocationId}/{LevelId} does not answer its location: {Reason}")]
        public static partial void Unreachable(ILogger logger, string locationId, string levelId, string reason);
    }

    private sealed class Observer(LevelFollower follower) : IAsyncObserver<LevelStatus>
    {
        public Task OnNextAsync(LevelStatus item, StreamSequenceToken? token = null)
        {
            if (follower._subscriptions.ContainsKey(item.LevelId))
                follower.Take(item);
            return Task.CompletedTask;
        }

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
