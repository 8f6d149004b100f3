namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>The operator settings of a level.</summary>
/// <param name="Name">For people; 1 to 200 characters.</param>
/// <param name="Counting">How its cars are counted.</param>
/// <param name="Capacity">Spots by type (<c>standard</c>, <c>disabled</c>, <c>ev</c>, …): 0 to 100,000 each, at least one spot in total.</param>
/// <param name="OutOfService">Unusable spots by type; at most the capacity of the type.</param>
/// <param name="OpeningHours">OSM <c>opening_hours</c> syntax; those of the location when absent.</param>
/// <param name="Thresholds">When the status changes; <see cref="OccupancyThresholds.Default"/> when absent.</param>
/// <param name="Closed">Closed manually, whatever the opening hours are.</param>
/// <param name="ClosedReason">Why it is closed manually, for people; at most 200 characters.</param>
/// <param name="HeightLimit">Maximum vehicle height in metres, 1 to 10.</param>
/// <param name="SilentAfter">
/// Seconds of silence, 1 to 2,592,000 (30 days), after which a sensor counts as silent. When absent: 43,200 for gates, 14,400 for spots, 3,600 for
/// counts.
/// </param>
[GenerateSerializer, Immutable, Alias("live-parking.LevelSettings")]
public sealed record LevelSettings(
    [property: Id(0)] string Name,
    [property: Id(1)] CountingMode Counting,
    [property: Id(2)] IReadOnlyDictionary<string, int> Capacity,
    [property: Id(3)] IReadOnlyDictionary<string, int>? OutOfService = null,
    [property: Id(4)] string? OpeningHours = null,
    [property: Id(5)] OccupancyThresholds? Thresholds = null,
    [property: Id(6)] bool Closed = false,
    [property: Id(7)] string? ClosedReason = null,
    [property: Id(8)] double? HeightLimit = null,
    [property: Id(9)] int? SilentAfter = null);

/// <summary>How the cars of a level are counted.</summary>
[GenerateSerializer, Alias("live-parking.CountingMode")]
public enum CountingMode
{
    /// <summary>Entries minus exits.</summary>
    Gates = 0,

    /// <summary>A sensor at every spot.</summary>
    Spots = 1,

    /// <summary>A sensor reports the number.</summary>
    Count = 2,
}

/// <summary>
/// When the status of a level changes, as shares of its total, 0 to 1. Each step has a threshold upwards and a lower or equal one downwards, so that
/// the status does not flicker.
/// </summary>
/// <param name="AlmostFull">Occupied share from which a level is almost full.</param>
/// <param name="AlmostFullDown">Occupied share below which it is open again.</param>
/// <param name="Full">Occupied share from which a level is full.</param>
/// <param name="FullDown">Occupied share below which it is no longer full.</param>
[GenerateSerializer, Immutable, Alias("live-parking.OccupancyThresholds")]
public sealed record OccupancyThresholds(
    [property: Id(0)] double AlmostFull,
    [property: Id(1)] double AlmostFullDown,
    [property: Id(2)] double Full,
    [property: Id(3)] double FullDown)
{
    /// <summary>Almost full from 90 % until below 87 %, full from 100 % until below 98 %.</summary>
    public static OccupancyThresholds Default { get; } = new(0.90, 0.87, 1.0, 0.98);
}
