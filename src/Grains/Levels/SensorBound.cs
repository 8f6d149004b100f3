using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>How many sensors a level knows at most, and what follows for how much it remembers of each.</summary>
/// <param name="Sensors">A further new sensor is rejected.</param>
internal readonly record struct SensorBound(int Sensors)
{
    /// <summary>The bound of a small level.</summary>
    public const int Fewest = 1024;

    private const int MostKept = 16;
    private const int LeastKept = 2;

    /// <summary>
    /// The newest readings that are kept of every sensor, whatever the others send: 16, and fewer where a level of very many spots knows more than 1,024
    /// sensors, so that its state stays small.
    /// </summary>
    public int Kept => Math.Clamp(MostKept * Fewest / Sensors, LeastKept, MostKept);

    /// <summary>The bound of a level.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="configured"><see cref="LevelOptions.SensorsPerLevel"/>.</param>
    public static SensorBound Of(LevelSettings settings, int? configured = null) =>
        new(configured ?? Math.Max(Fewest, 2 * settings.Capacity.Values.Sum()));
}
