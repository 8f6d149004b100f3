namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>A level as phones see it.</summary>
/// <param name="LocationId">The location's id.</param>
/// <param name="LevelId">The level's id within the location.</param>
/// <param name="Name">For people.</param>
/// <param name="Spots">How many spots there are and how many are taken.</param>
/// <param name="ByType">The same for each type of spot, where sensors tell them apart.</param>
/// <param name="Status">In one word; <c>unknown</c> until the first reading.</param>
/// <param name="Trend">Whether it is filling or emptying, where that is known.</param>
/// <param name="Stale">Whether the sensors have been silent for longer than they should be.</param>
/// <param name="Confidence">0 to 1, where it is known.</param>
/// <param name="Version">Grows with every stored change, also across removal and re-creation; steps may be larger than 1.</param>
/// <param name="UpdatedAt">When this status was stored.</param>
/// <param name="HeightLimit">Metres; null when there is none.</param>
/// <param name="ClosedReason">Why it is closed by hand, for people.</param>
/// <param name="OpensAt">When its hours open it next, while they have closed it; null while it is closed by hand, or when they never do.</param>
/// <param name="ClosesAt">When its hours close it next, while it is not closed; null when they never do.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LevelStatus")]
public sealed record LevelStatus(
    [property: Id(0)] string LocationId,
    [property: Id(1)] string LevelId,
    [property: Id(2)] string Name,
    [property: Id(3)] Spots Spots,
    [property: Id(4)] IReadOnlyDictionary<string, Spots>? ByType,
    [property: Id(5)] OccupancyStatus Status,
    [property: Id(6)] OccupancyTrend? Trend,
    [property: Id(7)] bool Stale,
    [property: Id(8)] double? Confidence,
    [property: Id(9)] long Version,
    [property: Id(10)] DateTimeOffset UpdatedAt,
    [property: Id(11)] double? HeightLimit = null,
    [property: Id(12)] string? ClosedReason = null,
    [property: Id(13)] DateTimeOffset? OpensAt = null,
    [property: Id(14)] DateTimeOffset? ClosesAt = null);

/// <summary>Spots of a level or location.</summary>
/// <param name="Total">Capacity less what is out of service.</param>
/// <param name="Occupied">Taken; may exceed <paramref name="Total"/> when more cars were counted than there are spots.</param>
/// <param name="Available"><c>max(0, total - occupied)</c>.</param>
[GenerateSerializer, Immutable, Alias("live-parking.Spots")]
public sealed record Spots(
    [property: Id(0)] int Total,
    [property: Id(1)] int Occupied,
    [property: Id(2)] int Available)
{
    /// <summary>Spots from the two numbers that are counted.</summary>
    public static Spots Of(int total, int occupied) => new(total, occupied, (int)Math.Clamp((long)total - occupied, 0, int.MaxValue));

    /// <summary>
    /// What is there and what is taken added up; available is what the sums leave, so that the three agree. A sum beyond what an
    /// <see cref="int"/> holds stops there.
    /// </summary>
    public static Spots Sum(IReadOnlyCollection<Spots> spots) => Of(Sum(spots, each => each.Total), Sum(spots, each => each.Occupied));

    private static int Sum(IReadOnlyCollection<Spots> spots, Func<Spots, long> number) =>
        (int)Math.Clamp(spots.Sum(number), int.MinValue, int.MaxValue);
}

/// <summary>How full, in one word.</summary>
[GenerateSerializer, Alias("live-parking.OccupancyStatus")]
public enum OccupancyStatus
{
    /// <summary>Nobody has told yet, or not for too long.</summary>
    Unknown = 0,

    /// <summary>There is room.</summary>
    Open = 1,

    /// <summary>Little room is left.</summary>
    AlmostFull = 2,

    /// <summary>No room is left.</summary>
    Full = 3,

    /// <summary>Nobody may enter now, whatever room there is.</summary>
    Closed = 4,
}

/// <summary>Where the occupancy is heading.</summary>
[GenerateSerializer, Alias("live-parking.OccupancyTrend")]
public enum OccupancyTrend
{
    /// <summary>More cars come than leave.</summary>
    Filling = 0,

    /// <summary>About as many come as leave.</summary>
    Steady = 1,

    /// <summary>More cars leave than come.</summary>
    Emptying = 2,
}
