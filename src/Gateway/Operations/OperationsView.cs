using System.Collections.Frozen;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Operations;

/// <summary>
/// What operators with equal rights and an equal filter see: one computed change for all of them. Used under the lock of <see cref="OperationsFeed"/>.
/// </summary>
/// <param name="places">Where their tokens are valid.</param>
internal abstract class OperationsView(TokenPlaces places)
{
    private readonly HashSet<OperationsSession> _sessions = [];

    /// <summary>The sessions that look at it.</summary>
    public IReadOnlyCollection<OperationsSession> Sessions => _sessions;

    /// <summary>Whether nobody looks at it.</summary>
    public bool IsUnused => _sessions.Count == 0;

    public void Add(OperationsSession session) => _sessions.Add(session);

    public void Remove(OperationsSession session) => _sessions.Remove(session);

    /// <summary>Whether the tokens are for a place: a location with these groups, or the system as a whole when it is null.</summary>
    public bool MaySee(string? locationId, IReadOnlyList<string>? groups) =>
        locationId is null ? places.IsEverywhere : places.HasLocation(locationId, new KnownGroups(groups ?? []));

    private sealed class KnownGroups(IReadOnlyList<string> groups) : ILocationGroups
    {
        public IReadOnlyList<string> Of(string locationId) => groups;
    }
}

/// <summary>A view of the overview.</summary>
internal sealed class OverviewView(TokenPlaces places, OverviewFilter filter) : OperationsView(places)
{
    /// <summary>The visible locations.</summary>
    public HashSet<string> Visible { get; } = new(StringComparer.Ordinal);

    /// <summary>The sums over them.</summary>
    public OverviewTotals Totals { get; set; } = OverviewTotals.Of([]);

    /// <summary>The number of the newest change.</summary>
    public long Version { get; set; }

    public bool Shows(LocationSummary location) => filter.Shows(location) && MaySee(location.Id, location.Groups);
}

/// <summary>A view of the alarms.</summary>
internal sealed class AlarmView(TokenPlaces places, AlarmFilter filter) : OperationsView(places)
{
    /// <summary>The alarms that were sent and are not cleared, by place.</summary>
    public Dictionary<string, FrozenDictionary<string, Alarm>> Shown { get; } = new(StringComparer.Ordinal);

    public bool Shows(Alarm alarm) => filter.Shows(alarm) && MaySeeAlarm(alarm);

    /// <summary>Whether the tokens are for the place of an alarm.</summary>
    public bool MaySeeAlarm(Alarm alarm) => MaySee(alarm.LocationId, alarm.Groups);
}
