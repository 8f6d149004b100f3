namespace LiveParking.Grains.Interfaces.History;

/// <summary>Which buckets are wanted.</summary>
/// <param name="From">The first moment; the bucket that contains it is the first one.</param>
/// <param name="To">The first moment after.</param>
/// <param name="Step">The length of a bucket: one of <see cref="HistorySteps"/>. Buckets begin at whole multiples of it, UTC.</param>
[GenerateSerializer, Immutable, Alias("live-parking.HistoryQuery")]
public sealed record HistoryQuery(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] TimeSpan Step)
{
    /// <summary>The most buckets of one answer.</summary>
    public const int MostBuckets = 10_000;
}
