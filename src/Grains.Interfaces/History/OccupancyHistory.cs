namespace LiveParking.Grains.Interfaces.History;

/// <summary>The past occupancy of a level. Buckets without data are left out.</summary>
/// <param name="LocationId">The location's id.</param>
/// <param name="LevelId">The level's id within the location.</param>
/// <param name="From">The start of the first requested bucket.</param>
/// <param name="To">The end of the requested period.</param>
/// <param name="Step">The length of a bucket, as a word of <see cref="HistorySteps"/>.</param>
/// <param name="Buckets">In time order.</param>
/// <param name="SpotType">The type of the spots; null for all spots of the level.</param>
[GenerateSerializer, Immutable, Alias("live-parking.OccupancyHistory")]
public sealed record OccupancyHistory(
    [property: Id(0)] string LocationId,
    [property: Id(1)] string LevelId,
    [property: Id(2)] DateTimeOffset From,
    [property: Id(3)] DateTimeOffset To,
    [property: Id(4)] string Step,
    [property: Id(5)] IReadOnlyList<OccupancyBucket> Buckets,
    [property: Id(6)] string? SpotType = null);
