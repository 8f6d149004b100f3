namespace LiveParking.Gateway.Readings;

/// <summary>How many readings a gateway holds for levels that do not answer, and for how long. One sender may take half of each number.</summary>
/// <param name="PerLevel">Readings of one level, waiting and under way. More are refused.</param>
/// <param name="InAll">Readings of all levels together, 200 to 300 bytes each.</param>
/// <param name="Patience">For how long readings wait for the call before theirs.</param>
internal sealed record LaneLimits(int PerLevel, int InAll, TimeSpan Patience)
{
    /// <summary>About a second of what a level takes, and at most about 150 MB.</summary>
    public static LaneLimits Usual { get; } = new(100_000, 500_000, TimeSpan.FromSeconds(10));
}
