namespace LiveParking.Gateway.Readings;

/// <summary>How many readings a gateway holds for levels that do not answer, and for how long. One sender may use half of each number.</summary>
/// <param name="PerLevel">Maximum readings of one level, waiting and in progress. More are rejected.</param>
/// <param name="InTotal">Maximum readings of all levels together, 200 to 300 bytes each.</param>
/// <param name="MaxWait">How long readings wait for the previous call.</param>
internal sealed record ReadingQueueLimits(int PerLevel, int InTotal, TimeSpan MaxWait)
{
    /// <summary>About a second of a level's throughput, and at most about 150 MB.</summary>
    public static ReadingQueueLimits Default { get; } = new(100_000, 500_000, TimeSpan.FromSeconds(10));
}
