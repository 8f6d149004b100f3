namespace LiveParking.Grains.Interfaces.History;

/// <summary>The occupancy within a stretch of time.</summary>
/// <param name="At">When it begins.</param>
/// <param name="Min">The fewest spots taken.</param>
/// <param name="Mean">
/// The mean: within a minute each value weighs by the time it stood; in longer buckets each known minute weighs the same. Two decimals.
/// </param>
/// <param name="Max">The most spots taken.</param>
/// <param name="Total">Spots that could be used at its end.</param>
[GenerateSerializer, Immutable, Alias("live-parking.OccupancyBucket")]
public sealed record OccupancyBucket(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] int Min,
    [property: Id(2)] double Mean,
    [property: Id(3)] int Max,
    [property: Id(4)] int Total);
