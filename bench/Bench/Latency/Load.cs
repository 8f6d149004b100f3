namespace LiveParking.Bench.Latency;

/// <summary>The load that every transport has to carry.</summary>
/// <param name="Streams">How many streams, each with one producer grain.</param>
/// <param name="Rate">Items a second on each stream.</param>
/// <param name="Size">Bytes an item.</param>
/// <param name="Slow">How many of the streams also have a slow subscriber.</param>
/// <param name="Seconds">Seconds measured while all subscribers are fast.</param>
/// <param name="SlowSeconds">Seconds measured with the slow ones beside them.</param>
/// <param name="Warmup">Seconds before both.</param>
internal sealed record Load(int Streams, int Rate, int Size, int Slow, int Seconds, int SlowSeconds, int Warmup)
{
    /// <summary>How long a slow subscriber takes for an item.</summary>
    public static readonly TimeSpan SlowHandling = TimeSpan.FromMilliseconds(100);
}
