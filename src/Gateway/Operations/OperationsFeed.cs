using System.Collections.Frozen;
using System.Text.Json.Nodes;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Changes;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Operations;

/// <summary>
/// The overview and the alarms for the operators at this gateway. It follows both grains while somebody looks, by asking for what changed, and at most
/// five times a second publishes one change to each view (<see cref="OperationsView"/>). Thread-safe.
/// </summary>
internal sealed partial class OperationsFeed(IClusterClient grains, TimeProvider timeProvider, ILogger<OperationsFeed> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(1);

    private readonly IOverviewGrain _overview = grains.GetOverview();
    private readonly IAlarmBoardGrain _board = grains.GetAlarmBoard();
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LocationSummary> _locations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocationSummary> _published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Alarm>> _alarms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedAlarms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OverviewView> _overviews = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlarmView> _alarmViews = new(StringComparer.Ordinal);
    private readonly Listing _locationListing = new();
    private readonly Listing _alarmListing = new();
    private Run? _run;

    /// <summary>Has a session look at the overview, instead of what it looked at before.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async Task<OverviewSnapshot> FollowOverviewAsync(OperationsSession session, TokenPlaces places, OverviewFilter filter)
    {
        await ReadyAsync();
        lock (_lock)
        {
            Leave(_overviews, session);
            RequireOpen(session);
            session.ForgetOverview();
            var key = $"{places.Key}|{filter.Group}|{filter.Status}";
            if (!_overviews.TryGetValue(key, out var view))
            {
                // A view that begins anew has higher versions than the one before: a late change of that one is old for its clients.
                _overviews.Add(key, view = new OverviewView(places, filter) { Version = Versions.Next(0, _timeProvider.GetUtcNow()) });
                foreach (var location in _published.Values.Where(view.Shows))
                    view.Visible.Add(location.Id);
                view.Totals = TotalsOf(view);
            }

            view.Add(session);
            return new OverviewSnapshot(
                [.. view.Visible.Order(StringComparer.Ordinal).Select(id => _published[id])], view.Totals, _timeProvider.GetUtcNow(), view.Version);
        }
    }

    /// <summary>Has a session look at alarms, instead of those that it looked at before.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async Task<IReadOnlyList<Alarm>> FollowAlarmsAsync(OperationsSession session, TokenPlaces places, AlarmFilter filter)
    {
        await ReadyAsync();
        lock (_lock)
        {
            Leave(_alarmViews, session);
            RequireOpen(session);
            var key = $"{places.Key}|{filter}";
            if (!_alarmViews.TryGetValue(key, out var view))
            {
                _alarmViews.Add(key, view = new AlarmView(places, filter));
                foreach (var (place, alarms) in _alarms)
                    view.Shown[place] = Shown(view, alarms);
            }

            view.Add(session);
            return [.. view.Shown.Values.SelectMany(place => place.Values).OrderBy(alarm => alarm.Since).ThenBy(alarm => alarm.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>The alarms that a token may see.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async Task<IReadOnlyList<Alarm>> GetAlarmsAsync(TokenPlaces places, AlarmFilter filter)
    {
        await ReadyAsync();
        var view = new AlarmView(places, filter);
        lock (_lock)
            return [.. _alarms.Values.SelectMany(place => place).Where(view.Shows).OrderBy(alarm => alarm.Since).ThenBy(alarm => alarm.Id, StringComparer.Ordinal)];
    }

    /// <summary>The groups of a location, as far as they are known here.</summary>
    public IReadOnlyList<string>? GroupsOf(string locationId)
    {
        lock (_lock)
            return _locations.GetValueOrDefault(locationId)?.Groups;
    }

    /// <summary>The session looks at nothing any more.</summary>
    public void Leave(OperationsSession session)
    {
        lock (_lock)
        {
            Leave(_overviews, session);
            Leave(_alarmViews, session);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _run?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static void Leave<TView>(Dictionary<string, TView> views, OperationsSession session)
        where TView : OperationsView
    {
        foreach (var (key, view) in views)
        {
            view.Remove(session);
            if (view.IsUnused)
                views.Remove(key);
        }
    }

    /// <summary>Whoever has left while the feed was started must not stay in a view.</summary>
    private static void RequireOpen(OperationsSession session)
    {
        if (session.IsClosed)
            throw ApiErrors.Unavailable("The connection is closed.");
    }

    /// <summary>The alarms that a token may see; null when they are not known within a moment.</summary>
    public async Task<IReadOnlyList<Alarm>?> TryGetAlarmsAsync(TokenPlaces places)
    {
        await StartedRun().Ready.WaitAsync(ShortTimeout, _timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return StartedRun().Ready.IsCompletedSuccessfully ? await GetAlarmsAsync(places, AlarmFilter.All) : null;
    }

    private Run StartedRun()
    {
        lock (_lock)
            return _run ??= new Run(this);
    }

    /// <summary>Waits until both grains have answered once. What is followed goes on: another operator comes soon.</summary>
    private async Task ReadyAsync()
    {
        try
        {
            await StartedRun().Ready.WaitAsync(StartTimeout, _timeProvider);
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
            foreach (var id in _locationListing.Take(changes.IsWhole, changes.Complete, changes.Changed.Select(location => location.Id), _locations.Keys))
                Remove(id);

            foreach (var location in changes.Changed)
            {
                if (!SameGroups(_locations.GetValueOrDefault(location.Id)?.Groups, location.Groups) && _alarms.TryGetValue(location.Id, out var alarms))
                    Take(location.Id, alarms, location.Groups);
                _locations[location.Id] = location with { Alarms = AlarmCounts.Of(_alarms.GetValueOrDefault(location.Id) ?? []) };
                _changed.Add(location.Id);
            }

            foreach (var id in changes.Removed)
                Remove(id);
        }

        void Remove(string id)
        {
            _locations.Remove(id);
            _changed.Add(id);
        }
    }

    private void Take(AlarmChanges changes)
    {
        lock (_lock)
        {
            foreach (var place in _alarmListing.Take(changes.IsWhole, changes.Complete, changes.Changed.Select(PlaceOf), _alarms.Keys))
                Take(place, [], null);

            foreach (var place in changes.Changed)
                Take(PlaceOf(place), place.Alarms, place.LocationId is { } id ? _locations.GetValueOrDefault(id)?.Groups : null);
        }
    }

    private void Take(string place, IReadOnlyList<Alarm> alarms, IReadOnlyList<string>? groups)
    {
        if (alarms.Count == 0)
            _alarms.Remove(place);
        else
            _alarms[place] = [.. alarms.Select(alarm => alarm with { Groups = groups })];
        _changedAlarms.Add(place);
        if (!_locations.TryGetValue(place, out var location))
            return;
        _locations[place] = location with { Alarms = AlarmCounts.Of(alarms) };
        _changed.Add(place);
    }

    private static string PlaceOf(PlaceAlarms place) => place.LocationId ?? ILocationAlarmsGrain.System;

    private static bool SameGroups(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        (one ?? []).SequenceEqual(other ?? [], StringComparer.Ordinal);

    /// <summary>Publishes what has changed since the last time.</summary>
    private void Publish()
    {
        lock (_lock)
        {
            PublishOverview();
            PublishAlarms();
        }
    }

    private void PublishOverview()
    {
        if (_changed.Count == 0)
            return;
        List<(string Id, LocationSummary? Before, LocationSummary? After, Lazy<JsonObject> Change, Lazy<JsonObject> Whole)> changes = [];
        foreach (var id in _changed)
        {
            var (before, after) = (_published.GetValueOrDefault(id), _locations.GetValueOrDefault(id));
            if (before == after)
                continue;
            // Serialised once, for whichever views need it.
            changes.Add((id, before, after, new(() => SummaryChange.Between(before!, after!)), new(() => SummaryChange.Whole(after!))));
            if (after is null)
                _published.Remove(id);
            else
                _published[id] = after;
        }

        _changed.Clear();
        var now = _timeProvider.GetUtcNow();
        foreach (var view in _overviews.Values)
        {
            List<JsonObject> changed = [];
            List<string> removed = [];
            foreach (var change in changes)
            {
                var isVisible = change.After is not null && view.Shows(change.After);
                if (isVisible)
                    changed.Add(view.Visible.Add(change.Id) ? change.Whole.Value : change.Change.Value);
                else if (view.Visible.Remove(change.Id))
                    removed.Add(change.Id);
            }

            if (changed.Count + removed.Count == 0)
                continue;
            var totals = TotalsOf(view);
            var message = new OverviewChange(changed, removed, totals == view.Totals ? null : totals, now, ++view.Version);
            view.Totals = totals;
            foreach (var session in view.Sessions)
                session.Offer(message);
        }
    }

    private void PublishAlarms()
    {
        var now = _timeProvider.GetUtcNow();
        foreach (var place in _changedAlarms)
        {
            var alarms = _alarms.GetValueOrDefault(place) ?? [];
            // One that is no longer there was cleared: the same object for all views, so that it is serialised once.
            Dictionary<string, Alarm> cleared = new(StringComparer.Ordinal);
            foreach (var view in _alarmViews.Values)
            {
                var before = view.Shown.GetValueOrDefault(place) ?? FrozenDictionary<string, Alarm>.Empty;
                var after = Shown(view, alarms);
                view.Shown[place] = after;
                foreach (var alarm in alarms.Where(alarm => before.GetValueOrDefault(alarm.Id)?.Version != alarm.Version && (after.ContainsKey(alarm.Id) || IsStillSeen(view, before, alarm))))
                    Send(view, alarm);
                foreach (var gone in before.Values.Where(gone => !alarms.Any(alarm => alarm.Id == gone.Id && view.MaySeeAlarm(alarm))))
                {
                    if (!cleared.TryGetValue(gone.Id, out var alarm))
                        cleared.Add(gone.Id, alarm = gone with { State = AlarmState.Cleared, LastAt = now, Until = null, Version = gone.Version + 1 });
                    Send(view, alarm);
                }
            }
        }

        _changedAlarms.Clear();
    }

    /// <summary>Whether an alarm was sent to a view and no longer matches its filter: its operators get this change too.</summary>
    private static bool IsStillSeen(AlarmView view, FrozenDictionary<string, Alarm> before, Alarm alarm) =>
        before.ContainsKey(alarm.Id) && view.MaySeeAlarm(alarm);

    private static void Send(AlarmView view, Alarm alarm)
    {
        foreach (var session in view.Sessions)
            session.Offer(alarm);
    }

    private static FrozenDictionary<string, Alarm> Shown(AlarmView view, IReadOnlyList<Alarm> alarms) =>
        alarms.Where(view.Shows).ToFrozenDictionary(alarm => alarm.Id, StringComparer.Ordinal);

    private OverviewTotals TotalsOf(OverviewView view) => OverviewTotals.Of([.. view.Visible.Select(id => _published[id])]);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The {What} can't be followed now: {Reason}")]
        public static partial void NotFollowed(ILogger logger, string what, string reason);

        [LoggerMessage(LogLevel.Information, "The {What} is followed again")]
        public static partial void FollowedAgain(ILogger logger, string what);
    }

    /// <summary>The loops that follow both grains.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly OperationsFeed _feed;
        private readonly CancellationTokenSource _end = new();
        private readonly TaskCompletionSource _overviewKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _alarmsKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _signal = new(0);
        private readonly Task _loops;

        public Run(OperationsFeed feed)
        {
            _feed = feed;
            Ready = PublishFirstAsync();
            _loops = Task.Run(() => Task.WhenAll(
                FollowAsync("overview", known => feed._overview.WaitForChangesAsync(known), changes => changes.Position, feed.Take, _overviewKnown),
                FollowAsync("alarms", known => feed._board.WaitForChangesAsync(known), changes => changes.Position, feed.Take, _alarmsKnown),
                PublishAsync()));
        }

        /// <summary>Completes when the first answers were published.</summary>
        public Task Ready { get; }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }

        private async Task PublishFirstAsync()
        {
            await Task.WhenAll(_overviewKnown.Task, _alarmsKnown.Task);
            _feed.Publish();
        }

        private async Task FollowAsync<TChanges>(
            string what, Func<ChangePosition?, Task<TChanges>> ask, Func<TChanges, ChangePosition> positionOf, Action<TChanges> take, TaskCompletionSource known)
        {
            ChangePosition? position = null;
            var isFailing = false;
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    var changes = await ask(position).WaitAsync(_end.Token);
                    position = positionOf(changes);
                    take(changes);
                    known.TrySetResult();
                    _signal.Release();
                    if (isFailing)
                        Log.FollowedAgain(_feed._logger, what);
                    isFailing = false;
                    await Task.Delay(Interval, _feed._timeProvider, _end.Token);
                }
                catch (Exception error) when (!_end.IsCancellationRequested)
                {
                    // Once for each outage.
                    if (!isFailing)
                        Log.NotFollowed(_feed._logger, what, ErrorMapping.From(error).Detail);
                    isFailing = true;
                    await Task.Delay(RetryPause, _feed._timeProvider, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }

        private async Task PublishAsync()
        {
            while (true)
            {
                await _signal.WaitAsync(_end.Token);
                while (_signal.Wait(TimeSpan.Zero, CancellationToken.None))
                {
                    // Several changes are published together.
                }

                _feed.Publish();
                await Task.Delay(Interval, _feed._timeProvider, _end.Token);
            }
        }
    }
}
