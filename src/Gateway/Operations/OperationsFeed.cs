using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Operations;

/// <summary>
/// What the operators at this gateway ask for: the overview and the alarms. Both are followed from the first question on (<see cref="OperationsFollower"/>) and published to
/// views (<see cref="OverviewPublisher"/>, <see cref="AlarmPublisher"/>); a location shows its number of alarms, and an alarm the groups of its location. Thread-safe.
/// </summary>
internal sealed class OperationsFeed(IClusterClient grains, TimeProvider timeProvider, ILogger<OperationsFeed> logger) : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly OverviewPublisher _overview = new(timeProvider);
    private readonly AlarmPublisher _alarms = new(timeProvider);
    private readonly Listing _locationListing = new();
    private readonly Listing _alarmListing = new();
    private OperationsFollower? _follower;

    /// <summary>Has a session look at the overview, instead of what it looked at before.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async Task<OverviewSnapshot> FollowOverviewAsync(OperationsSession session, TokenPlaces places, OverviewFilter filter)
    {
        await ReadyAsync();
        lock (_lock)
        {
            RequireOpen(session);
            return _overview.Follow(session, places, filter);
        }
    }

    /// <summary>Has a session look at alarms, instead of those that it looked at before.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async Task<IReadOnlyList<Alarm>> FollowAlarmsAsync(OperationsSession session, TokenPlaces places, AlarmFilter filter)
    {
        await ReadyAsync();
        lock (_lock)
        {
            RequireOpen(session);
            return _alarms.Follow(session, places, filter);
        }
    }

    /// <summary>The alarms that a token may see.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async Task<IReadOnlyList<Alarm>> GetAlarmsAsync(TokenPlaces places, AlarmFilter filter)
    {
        await ReadyAsync();
        lock (_lock)
            return _alarms.Find(new AlarmView(places, filter));
    }

    /// <summary>The alarms that a token may see; null when they are not known within a moment.</summary>
    public async Task<IReadOnlyList<Alarm>?> TryGetAlarmsAsync(TokenPlaces places)
    {
        var ready = Follower().Ready;
        await ready.WaitAsync(ShortTimeout, timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ready.IsCompletedSuccessfully ? await GetAlarmsAsync(places, AlarmFilter.All) : null;
    }

    /// <summary>The groups of a location, as far as they are known here.</summary>
    public IReadOnlyList<string>? GroupsOf(string locationId)
    {
        lock (_lock)
            return _overview.Find(locationId)?.Groups;
    }

    /// <summary>The session looks at nothing any more.</summary>
    public void Leave(OperationsSession session)
    {
        lock (_lock)
        {
            _overview.Views.Leave(session);
            _alarms.Views.Leave(session);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _follower?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Whoever has left while the feed was started must not stay in a view.</summary>
    private static void RequireOpen(OperationsSession session)
    {
        if (session.IsClosed)
            throw ApiErrors.Unavailable("The connection is closed.");
    }

    private OperationsFollower Follower()
    {
        lock (_lock)
            return _follower ??= new OperationsFollower(grains, Take, Take, Publish, timeProvider, logger);
    }

    /// <summary>Waits until both grains have answered once. What is followed goes on: another operator comes soon.</summary>
    private async Task ReadyAsync()
    {
        try
        {
            await Follower().Ready.WaitAsync(StartTimeout, timeProvider);
        }
        catch (TimeoutException)
        {
            throw ApiErrors.Unavailable("The overview does not answer now; try again.");
        }
    }

    private void Take(OverviewChanges changes)
    {
        lock (_lock)
        {
            foreach (var id in _locationListing.Take(changes.IsWhole, changes.Complete, changes.Changed.Select(location => location.Id), _overview.Locations))
                _overview.Remove(id);

            foreach (var location in changes.Changed)
            {
                var alarms = _alarms.At(location.Id);
                if (alarms.Count > 0 && !SameGroups(_overview.Find(location.Id)?.Groups, location.Groups))
                    _alarms.Set(location.Id, alarms, location.Groups);
                _overview.Set(location with { Alarms = AlarmCounts.Of(alarms) });
            }

            foreach (var id in changes.Removed)
                _overview.Remove(id);
        }
    }

    private void Take(AlarmChanges changes)
    {
        lock (_lock)
        {
            foreach (var place in _alarmListing.Take(changes.IsWhole, changes.Complete, changes.Changed.Select(PlaceOf), _alarms.Places))
                Take(place, []);

            foreach (var place in changes.Changed)
                Take(PlaceOf(place), place.Alarms);
        }
    }

    private void Take(string place, IReadOnlyList<Alarm> alarms)
    {
        _alarms.Set(place, alarms, _overview.Find(place)?.Groups);
        _overview.SetAlarms(place, AlarmCounts.Of(alarms));
    }

    private static string PlaceOf(PlaceAlarms place) => place.LocationId ?? ILocationAlarmsGrain.System;

    private static bool SameGroups(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        (one ?? []).SequenceEqual(other ?? [], StringComparer.Ordinal);

    private void Publish()
    {
        lock (_lock)
        {
            _overview.Publish();
            _alarms.Publish();
        }
    }
}
