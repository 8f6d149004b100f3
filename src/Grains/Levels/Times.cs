namespace LiveParking.Grains.Levels;

/// <summary>Compares times that may be absent.</summary>
internal static class Times
{
    /// <summary>The later of two times.</summary>
    public static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset at) => known is { } other && other > at ? other : at;

    /// <summary>The later of two times; null when both are absent.</summary>
    public static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => other is { } at ? Later(one, at) : one;

    /// <summary>A time, or <paramref name="limit"/> when it is after that.</summary>
    public static DateTimeOffset? NotAfter(DateTimeOffset? at, DateTimeOffset limit) => at > limit ? limit : at;

    /// <summary>A moment in the stored precision: whole milliseconds.</summary>
    public static DateTimeOffset InMilliseconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
