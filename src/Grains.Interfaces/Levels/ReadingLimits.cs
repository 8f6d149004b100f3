namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>The limits of a <see cref="Reading"/> and of a batch of readings.</summary>
public static class ReadingLimits
{
    /// <summary>Maximum readings in a batch.</summary>
    public const int MaxReadings = 1_000;

    /// <summary>Maximum characters of the ids of a reading and of its sensor.</summary>
    public const int MaxIdLength = 128;

    /// <summary>Maximum characters of the id of a spot.</summary>
    public const int MaxSpotIdLength = 64;

    /// <summary>Maximum cars that one entry or exit counts.</summary>
    public const int MaxCars = 10_000;

    /// <summary>Maximum of an absolute count of occupied spots.</summary>
    public const int MaxOccupied = 1_000_000;

    /// <summary>Maximum lead of a sensor's clock over ours.</summary>
    public static TimeSpan MaxClockLead { get; } = TimeSpan.FromMinutes(5);
}
