namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>The status of a level for clients.</summary>
/// <param name="LocationId">The location's id.</param>
/// <param name="LevelId">The level's id within the location.</param>
/// <param name="Name">For people.</param>
/// <param name="Spots">The total and occupied spots.</param>
/// <param name="ByType">The same for each type of spot, if sensors distinguish types.</param>
/// <param name="Status">In one word; <c>unknown</c> until the first reading.</param>
/// <param name="Trend">Whether it is filling or emptying, if known.</param>
/// <param name="Stale">Whether the sensors have been silent for longer than allowed.</param>
/// <param name="Confidence">0 to 1, if known.</param>
/// <param name="Version">Grows with every stored change, also across removal and re-creation; steps may be larger than 1.</param>
/// <param name="UpdatedAt">When this status was stored.</param>
/// <param name="HeightLimit">Metres; null when there is none.</param>
/// <param name="ClosedReason">Why it is closed manually, for people.</param>
/// <param name="OpensAt">When its opening hours open it next, while they keep it closed; null while it is closed manually, or when it never
/// opens.</param>
/// <param name="ClosesAt">When its opening hours close it next, while it is not closed; null when it never closes.</param>
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
/// <param name="Total">Capacity minus the spots out of service.</param>
/// <param name="Occupied">Occupied spots; may exceed <paramref name="Total"/> when more cars were counted than there are spots.</param>
/// <param name="Available"><c>max(0, total - occupied)</c>.</param>
[GenerateSerializer, Immutable, Alias("live-parking.Spots")]
public sealed record Spots(
    [property: Id(0)] int Total,
    [property: Id(1)] int Occupied,
    [property: Id(2)] int Available)
{
    /// <summary>Computes spots from the two counted numbers.</summary>
    public static Spots Of(int total, int occupied) => new(total, occupied, (int)Math.Clamp((long)total - occupied, 0, int.MaxValue));

    /// <summary>
    /// Sums total and occupied; available is derived from the sums, so that the three agree. A sum above the range of an <see cref="int"/> is
    /// clamped.
    /// </summary>
    public static Spots Sum(IReadOnlyCollection<Spots> spots) => Of(Sum(spots, part => part.Total), Sum(spots, part => part.Occupied));

    private static int Sum(IReadOnlyCollection<Spots> spots, Func<Spots, long> number) =>
        (int)Math.Clamp(spots.Sum(number), int.MinValue, int.MaxValue);
}

/// <summary>The occupancy, in one word.</summary>
[GenerateSerializer, Alias("live-parking.OccupancyStatus")]
public enum OccupancyStatus
{
    /// <summary>No data yet, or none for too long.</summary>
    Unknown = 0,

    /// <summary>There are free spots.</summary>
    Open = 1,

    /// <summary>Few spots are free.</summary>
    AlmostFull = 2,

    /// <summary>No spots are free.</summary>
    Full = 3,

    /// <summary>No car may enter now, whatever the number of free spots.</summary>
    Closed = 4,
}

/// <summary>The direction of the occupancy.</summary>
[GenerateSerializer, Alias("live-parking.OccupancyTrend")]
public enum OccupancyTrend
{
    /// <summary>More cars enter than leave.</summary>
    Filling = 0,

    /// <summary>About as many cars enter as leave.</summary>
    Steady = 1,

    /// <summary>More cars leave than enter.</summary>
    Emptying = 2,
}
