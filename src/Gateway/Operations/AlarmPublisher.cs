using System.Collections.Frozen;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Operations;

/// <summary>The alarms for the operators at this gateway: what is wrong at each place, and who sees which of them. Used under the lock of <see cref="OperationsFeed"/>.</summary>
/// <param name="timeProvider">The time at which alarms are cleared.</param>
internal sealed class AlarmPublisher(TimeProvider timeProvider)
{
    private readonly Dictionary<string, IReadOnlyList<Alarm>> _alarms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>The views that somebody looks at.</summary>
    public OperationsViews<AlarmView> Views { get; } = new();

    /// <summary>The places with alarms.</summary>
    public IReadOnlyCollection<string> Places => _alarms.Keys;

    /// <summary>The alarms of a place; empty when there are none.</summary>
    public IReadOnlyList<Alarm> At(string place) => _alarms.GetValueOrDefault(place) ?? [];

    /// <summary>All alarms that a view shows, in the order of their beginning.</summary>
    public IReadOnlyList<Alarm> Find(AlarmView view) => InOrder(_alarms.Values.SelectMany(place => place).Where(view.Shows));

    /// <summary>The alarms of a place are known, or known anew.</summary>
    /// <param name="place">A location, or the system.</param>
    /// <param name="alarms">All that are not cleared.</param>
    /// <param name="groups">The groups of the location.</param>
    public void Set(string place, IReadOnlyList<Alarm> alarms, IReadOnlyList<string>? groups)
    {
        if (alarms.Count == 0)
            _alarms.Remove(place);
        else
            _alarms[place] = [.. alarms.Select(alarm => alarm with { Groups = groups })];
        _changed.Add(place);
    }

    /// <summary>Has a session look at alarms, instead of those that it looked at before.</summary>
    public IReadOnlyList<Alarm> Follow(OperationsSession session, TokenPlaces places, AlarmFilter filter)
    {
        Views.Leave(session);
        var view = Views.Join(session, $"{places.Key}|{filter}", () => Begin(places, filter));
        return InOrder(view.Shown.Values.SelectMany(place => place.Values));
    }

    /// <summary>Publishes what has changed since the last time.</summary>
    public void Publish()
    {
        var now = timeProvider.GetUtcNow();
        foreach (var place in _changed)
        {
            var alarms = At(place);
            // One that is no longer there was cleared: the same object for all views, so that it is serialised once.
            Dictionary<string, Alarm> cleared = new(StringComparer.Ordinal);
            foreach (var view in Views.All)
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

        _changed.Clear();
    }

    private AlarmView Begin(TokenPlaces places, AlarmFilter filter)
    {
        var view = new AlarmView(places, filter);
        foreach (var (place, alarms) in _alarms)
            view.Shown[place] = Shown(view, alarms);
        return view;
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

    private static IReadOnlyList<Alarm> InOrder(IEnumerable<Alarm> alarms) => [.. alarms.OrderBy(alarm => alarm.Since).ThenBy(alarm => alarm.Id, StringComparer.Ordinal)];
}
