namespace LiveParking.Grains.Interfaces.History;

/// <summary>The requested buckets.</summary>
/// <param name="From">Inclusive start; the bucket that contains it is the first one.</param>
/// <param name="To">Exclusive end.</param>
/// <param name="Step">The length of a bucket: one of <see cref="HistorySteps"/>. Buckets begin at whole multiples of it, UTC.</param>
[GenerateSerializer, Immutable, Alias("live-parking.HistoryQuery")]
public sealed record HistoryQuery(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] TimeSpan Step)
{
    /// <summary>Maximum buckets in one answer.</summary>
    public const int MaxBuckets = 10_000;
}
