namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>One sensor of a level and the last results of its readings, for whoever maintains it.</summary>
/// <param name="LocationId">The location's id.</param>
/// <param name="LevelId">The level's id within the location.</param>
/// <param name="Sensor">The sensor.</param>
/// <param name="Results">The last results of its readings, newest first; at most 100. They are kept in memory while the level is active, so none are older than its silo.</param>
[GenerateSerializer, Immutable, Alias("live-parking.SensorReport")]
public sealed record SensorReport(
    [property: Id(0)] string LocationId,
    [property: Id(1)] string LevelId,
    [property: Id(2)] SensorStatus Sensor,
    [property: Id(3)] IReadOnlyList<SensorResult> Results)
{
    /// <summary>Maximum results of a sensor.</summary>
    public const int MaxResults = 100;
}

/// <summary>The result of a reading of a sensor.</summary>
/// <param name="Id">The reading's id; null when a malformed reading has none.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Reason">Why it was rejected or too late, for people.</param>
/// <param name="ReceivedAt">When it was judged, by our clock.</param>
/// <param name="At">When it happened, by the sensor's clock; null when the reading is malformed.</param>
[GenerateSerializer, Immutable, Alias("live-parking.SensorResult")]
public sealed record SensorResult(
    [property: Id(0)] string? Id,
    [property: Id(1)] ReadingOutcome Outcome,
    [property: Id(2)] string? Reason,
    [property: Id(3)] DateTimeOffset ReceivedAt,
    [property: Id(4)] DateTimeOffset? At);
