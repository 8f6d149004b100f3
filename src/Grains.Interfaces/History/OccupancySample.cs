using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.History;

/// <summary>What the occupancy of a level became at a moment. It stands until the next one.</summary>
/// <param name="At">From when on, by the sensors' clock: the time of the newest reading that the level has counted.</param>
/// <param name="Occupied">Spots that are taken, as counted: may be below zero or above the total.</param>
/// <param name="Total">Spots that can be used.</param>
/// <param name="Status">The level's status.</param>
/// <param name="Known">Whether anybody knows: false while the level is unknown or its sensors are silent, which is a gap.</param>
/// <param name="HoldsFor">
/// For how long it stands when nothing follows, 0 to 7 days: how long the level's sensors may be silent; <see cref="DefaultHold"/> when absent.
/// </param>
[GenerateSerializer, Immutable, Alias("live-parking.OccupancySample")]
public sealed record OccupancySample(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] int Occupied,
    [property: Id(2)] int Total,
    [property: Id(3)] OccupancyStatus Status,
    [property: Id(4)] bool Known,
    [property: Id(5)] TimeSpan? HoldsFor = null)
{
    /// <summary>How long a sample stands that does not say for how long.</summary>
    public static TimeSpan DefaultHold { get; } = TimeSpan.FromHours(1);

    /// <summary>The longest that a sample stands.</summary>
    public static TimeSpan LongestHold { get; } = TimeSpan.FromDays(7);
}
