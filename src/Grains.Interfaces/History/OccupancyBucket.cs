namespace LiveParking.Grains.Interfaces.History;

/// <summary>The occupancy within one bucket of time.</summary>
/// <param name="At">Start of the bucket.</param>
/// <param name="Min">The lowest number of occupied spots.</param>
/// <param name="Mean">
/// The mean, with two decimals. Within a minute each value is weighted by its duration. In longer buckets each known minute has the same weight.
/// </param>
/// <param name="Max">The highest number of occupied spots.</param>
/// <param name="Total">Usable spots at its end.</param>
[GenerateSerializer, Immutable, Alias("live-parking.OccupancyBucket")]
public sealed record OccupancyBucket(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] int Min,
    [property: Id(2)] double Mean,
    [property: Id(3)] int Max,
    [property: Id(4)] int Total);
