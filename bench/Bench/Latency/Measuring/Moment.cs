namespace LiveParking.Bench.Latency.Measuring;

/// <summary>A moment in the life of an item.</summary>
internal enum Moment
{
    /// <summary>It was published.</summary>
    Sent,

    /// <summary>A handler got it.</summary>
    Arrived,
}
