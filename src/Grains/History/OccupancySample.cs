using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.History;

/// <summary>The occupancy of a level from one moment on. It is valid until the next sample.</summary>
/// <param name="At">Start time, by the sensors' clock: the time of the newest reading that the level has counted.</param>
/// <param name="Occupied">Occupied spots, as counted: may be below zero or above the total.</param>
/// <param name="Total">Usable spots.</param>
/// <param name="Status">The level's status.</param>
/// <param name="Known">Whether the occupancy is known: false while the level is unknown or its sensors are silent, which is a gap.</param>
/// <param name="HoldsFor">
/// How long it is valid when no sample follows, 0 to 7 days: the allowed silence of the level's sensors; <see cref="DefaultHold"/> when absent.
/// </param>
[GenerateSerializer, Immutable, Alias("live-parking.OccupancySample")]
internal sealed record OccupancySample(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] int Occupied,
    [property: Id(2)] int Total,
    [property: Id(3)] OccupancyStatus Status,
    [property: Id(4)] bool Known,
    [property: Id(5)] TimeSpan? HoldsFor = null)
{
    /// <summary>Default validity of a sample.</summary>
    public static TimeSpan DefaultHold { get; } = TimeSpan.FromHours(1);

    /// <summary>Maximum validity of a sample.</summary>
    public static TimeSpan MaxHold { get; } = TimeSpan.FromDays(7);
}
