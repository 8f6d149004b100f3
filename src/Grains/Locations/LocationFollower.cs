using LiveParking.Grains.Changes;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace LiveParking.Grains.Locations;

/// <summary>
/// Follows all locations for the overview: one live subscription each, and the newest summary by version. Used on the grain's
/// scheduler only.
/// </summary>
internal sealed partial class LocationFollower(IStreamProvider streams, IGrainFactory grains, ChangeLog changes, TimeProvider timeProvider, ILogger logger)
{
    private readonly ChangeLog _changes = changes;

    /// <summary>Maximum concurrent reads of locations: each location starts its levels.</summary>
    private const int ReadAtOnce = 32;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, FollowedLocation> _followed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocationSummary> _newest = new(StringComparer.Ordinal);

    /// <summary>The newest summaries by location.</summary>
    public IReadOnlyDictionary<string, LocationSummary> Newest => _newest;

    /// <summary>Whether exactly these locations are followed, and each was called at least once.</summary>
    public bool FollowsExactly(IReadOnlyCollection<string> ids) =>
        ids.Count == _followed.Count && ids.All(id => _followed.TryGetValue(id, out var followed) && followed.Joined.IsCompleted);

    /// <summary>Whether the status of each of these locations is known, or the location is known never to have been created.</summary>
    public bool KnowsAll(IReadOnlyCollection<string> ids) =>
        ids.All(id => _newest.ContainsKey(id) || (_followed.TryGetValue(id, out var followed) && followed.IsUnmade));

    /// <summary>Follows exactly these locations; completes when each was called once.</summary>
    public async Task FollowAsync(IReadOnlyCollection<string> ids)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        foreach (var removed in _followed.Keys.Where(id => !wanted.Contains(id)).ToList())
            await LeaveAsync(removed);
        using var turns = new SemaphoreSlim(ReadAtOnce);
        await Task.WhenAll(ids.Select(id => JoinInTurnAsync(id, turns)));
    }

    private async Task JoinInTurnAsync(string id, SemaphoreSlim turns)
    {
        if (_followed.TryGetValue(id, out var known))
        {
            await known.Joined;
            return;
        }

        var followed = new FollowedLocation();
        _followed.Add(id, followed);
        await turns.WaitAsync();
        try
        {
            await JoinAsync(id, followed);
        }
        finally
        {
            turns.Release();
            followed.SetJoined();
        }
    }

    private async Task JoinAsync(string id, FollowedLocation followed)
    {
        try
        {
            // Called before the subscription: a subscription alone would start the location while it holds one of the concurrent subscribe slots,
            // which its levels need.
            Take((await grains.GetGrain<ILocationGrain>(id).GetAsync().WaitAsync(Timeout, timeProvider)).Status);
        }
        catch (UnknownLocationException)
        {
            // It is listed before its settings are stored, or was just removed: its stream delivers the change.
            followed.IsUnmade = true;
        }
        catch (Exception error)
        {
            // One unreachable location must not hide the others; its stream delivers it later.
            Log.Unreachable(logger, id, error.Message);
        }

        var subscription = await streams.GetStream<LocationStatus>(ParkingStreams.LocationStatus(id)).SubscribeAsync(new Observer(this));
        if (_followed.GetValueOrDefault(id) == followed)
            followed.Subscription = subscription;
        else
            await subscription.UnsubscribeAsync();
    }

    private async Task LeaveAsync(string id)
    {
        if (_newest.Remove(id))
            _changes.Remove(id);
        if (_followed.Remove(id, out var followed) && followed.Subscription is { } subscription)
            await subscription.UnsubscribeAsync();
    }

    private void Take(LocationStatus status)
    {
        if (!_followed.ContainsKey(status.Id) || (_newest.TryGetValue(status.Id, out var known) && known.Version > status.Version))
            return;
        _newest[status.Id] = OverviewRules.Summarise(status);
        _changes.Set(status.Id);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Location {LocationId} does not answer the overview: {Reason}")]
        public static partial void Unreachable(ILogger logger, string locationId, string reason);
    }

    /// <summary>One location that is followed, or will be.</summary>
    private sealed class FollowedLocation
    {
        private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StreamSubscriptionHandle<LocationStatus>? Subscription { get; set; }

        public Task Joined => _joined.Task;

        /// <summary>Whether it was listed and had no settings when it was called.</summary>
        public bool IsUnmade { get; set; }

        public void SetJoined() => _joined.TrySetResult();
    }

    private sealed class Observer(LocationFollower follower) : IAsyncObserver<LocationStatus>
    {
        public Task OnNextAsync(LocationStatus item, StreamSequenceToken? token = null)
        {
            follower.Take(item);
            return Task.CompletedTask;
        }

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
