namespace LiveParking.Grains.Interfaces;

/// <summary>
/// Versions of published states. A version is at least the time of its change in milliseconds since 1970, and always greater than the previous one.
/// It also grows when a state was restored from an old backup or created again after a removal.
/// </summary>
public static class Versions
{
    /// <summary>The version after <paramref name="previous"/>; 0 when there was none. Below 2^53 until the year 287396.</summary>
    public static long Next(long previous, DateTimeOffset now) => Math.Max(previous + 1, now.ToUnixTimeMilliseconds());
}
