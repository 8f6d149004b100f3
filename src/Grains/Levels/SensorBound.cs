using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>How many sensors a level knows at most, and what follows for how much it remembers of each.</summary>
/// <param name="Sensors">A further new sensor is rejected.</param>
/// <param name="Known">How many it knows now. They may be more than the bound: stored ones are never refused.</param>
internal readonly record struct SensorBound(int Sensors, int Known)
{
    /// <summary>The bound of a small level.</summary>
    public const int Fewest = 1024;

    private const int MostKept = 16;
    private const int LeastKept = 2;

    /// <summary>
    /// The newest readings that are kept of every sensor, whatever the others send: 16, and fewer (16,384 divided by the known sensors, at least 2) while
    /// the level knows more than 1,024 sensors, so that its state stays small.
    /// </summary>
    public int Kept => Math.Clamp(MostKept * Fewest / Math.Max(Fewest, Known), LeastKept, MostKept);

    /// <summary>Sensors of which the health is kept at most.</summary>
    public int Healths => Math.Max(Sensors, Known);

    /// <summary>The bound of a level.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="configured"><see cref="LevelOptions.SensorsPerLevel"/>.</param>
    /// <param name="known">How many sensors it knows.</param>
    public static SensorBound Of(LevelSettings settings, int? configured = null, int known = 0) =>
        new(configured ?? Math.Max(Fewest, 2 * settings.Capacity.Values.Sum()), known);
}
