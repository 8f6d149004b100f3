using System.Text.Json.Nodes;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Operations;

/// <summary>All locations that an operator may see, at one moment.</summary>
/// <param name="Locations">In the order of their ids.</param>
/// <param name="Totals">The sums over them.</param>
/// <param name="AsOf">The moment.</param>
/// <param name="Version">The next change has the next number.</param>
public sealed record OverviewSnapshot(IReadOnlyList<LocationSummary> Locations, OverviewTotals Totals, DateTimeOffset AsOf, long Version);

/// <summary>What has changed since the message before.</summary>
/// <param name="Changed">Locations with <c>id</c> and the members that differ; a member that is gone is null. A location that is new here is whole.</param>
/// <param name="Removed">Ids of locations that are gone from what is looked at.</param>
/// <param name="Totals">The new sums; null when they are the same.</param>
/// <param name="AsOf">The moment.</param>
/// <param name="Version">One more than that of the message before. A client that misses one subscribes again.</param>
public sealed record OverviewChange(
    IReadOnlyList<JsonObject> Changed, IReadOnlyList<string> Removed, OverviewTotals? Totals, DateTimeOffset AsOf, long Version);

/// <summary>Sums over locations.</summary>
/// <param name="Locations">Number of locations.</param>
/// <param name="Spots">Their spots.</param>
/// <param name="Levels">Their levels by state.</param>
/// <param name="Cameras">Their cameras by state.</param>
/// <param name="Alarms">Their alarms by rank.</param>
public sealed record OverviewTotals(int Locations, Spots Spots, LevelCounts Levels, CameraCounts Cameras, AlarmCounts Alarms)
{
    /// <summary>Sums up.</summary>
    internal static OverviewTotals Of(IReadOnlyCollection<LocationSummary> locations) => new(
        locations.Count,
        Spots.Sum([.. locations.Select(location => location.Spots)]),
        new LevelCounts(
            locations.Sum(location => location.Levels.Total),
            locations.Sum(location => location.Levels.Full),
            locations.Sum(location => location.Levels.Closed),
            locations.Sum(location => location.Levels.Stale),
            locations.Sum(location => location.Levels.Unknown)),
        new CameraCounts(
            locations.Sum(location => location.Cameras.Total),
            locations.Sum(location => location.Cameras.Live),
            locations.Sum(location => location.Cameras.Frozen),
            locations.Sum(location => location.Cameras.Offline)),
        new AlarmCounts(
            locations.Sum(location => location.Alarms?.High ?? 0),
            locations.Sum(location => location.Alarms?.Medium ?? 0),
            locations.Sum(location => location.Alarms?.Low ?? 0)));
}
