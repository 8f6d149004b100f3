using System.Text.Json.Nodes;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Operations;

/// <summary>The overview for the operators at this gateway: what is known of each location, and who sees which of them. Used under the lock of <see cref="OperationsFeed"/>.</summary>
/// <param name="timeProvider">The time of changes.</param>
internal sealed class OverviewPublisher(TimeProvider timeProvider)
{
    private readonly Dictionary<string, LocationSummary> _locations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocationSummary> _published = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>The views that somebody looks at.</summary>
    public OperationsViews<OverviewView> Views { get; } = new();

    /// <summary>The ids of the known locations.</summary>
    public IReadOnlyCollection<string> Locations => _locations.Keys;

    /// <summary>A location as it is known; null when it is not.</summary>
    public LocationSummary? Find(string locationId) => _locations.GetValueOrDefault(locationId);

    /// <summary>A location is known, or known anew.</summary>
    public void Set(LocationSummary location)
    {
        _locations[location.Id] = location;
        _changed.Add(location.Id);
    }

    /// <summary>The alarms of a place have changed; one that is not known is left out.</summary>
    public void SetAlarms(string place, AlarmCounts counts)
    {
        if (_locations.TryGetValue(place, out var location))
            Set(location with { Alarms = counts });
    }

    /// <summary>A location is gone.</summary>
    public void Remove(string locationId)
    {
        _locations.Remove(locationId);
        _changed.Add(locationId);
    }

    /// <summary>Has a session look at the overview, instead of what it looked at before.</summary>
    public OverviewSnapshot Follow(OperationsSession session, TokenPlaces places, OverviewFilter filter)
    {
        Views.Leave(session);
        session.ForgetOverview();
        var view = Views.Join(session, $"{places.Key}|{filter.Group}|{filter.Status}", () => Begin(places, filter));
        return new OverviewSnapshot(
            [.. view.Visible.Order(StringComparer.Ordinal).Select(id => _published[id])], view.Totals, timeProvider.GetUtcNow(), view.Version);
    }

    /// <summary>Publishes what has changed since the last time, one change to each view.</summary>
    public void Publish()
    {
        if (_changed.Count == 0)
            return;
        var changes = TakeChanges();
        var now = timeProvider.GetUtcNow();
        foreach (var view in Views.All)
        {
            List<JsonObject> changed = [];
            List<string> removed = [];
            foreach (var change in changes)
            {
                if (change.After is not null && view.Shows(change.After))
                    changed.Add(view.Visible.Add(change.Id) ? change.Whole.Value : change.Difference.Value);
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

    /// <summary>A view that begins anew has higher versions than the one before: a late change of that one is old for its clients.</summary>
    private OverviewView Begin(TokenPlaces places, OverviewFilter filter)
    {
        var view = new OverviewView(places, filter) { Version = Versions.Next(0, timeProvider.GetUtcNow()) };
        foreach (var location in _published.Values.Where(view.Shows))
            view.Visible.Add(location.Id);
        view.Totals = TotalsOf(view);
        return view;
    }

    private List<Change> TakeChanges()
    {
        List<Change> changes = [];
        foreach (var id in _changed)
        {
            var (before, after) = (_published.GetValueOrDefault(id), _locations.GetValueOrDefault(id));
            if (before == after)
                continue;
            changes.Add(new Change(id, after, new(() => SummaryChange.Between(before!, after!)), new(() => SummaryChange.Whole(after!))));
            if (after is null)
                _published.Remove(id);
            else
                _published[id] = after;
        }

        _changed.Clear();
        return changes;
    }

    private OverviewTotals TotalsOf(OverviewView view) => OverviewTotals.Of([.. view.Visible.Select(id => _published[id])]);

    /// <summary>A change of one location, serialised once for whichever views need it.</summary>
    private sealed record Change(string Id, LocationSummary? After, Lazy<JsonObject> Difference, Lazy<JsonObject> Whole);
}
