using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>The sensor limit of a level, and the resulting number of readings kept for each sensor.</summary>
/// <param name="Sensors">The limit. Above it, a new sensor is rejected.</param>
/// <param name="Known">Number of known sensors. It may exceed the limit: stored sensors are never rejected.</param>
internal readonly record struct SensorBound(int Sensors, int Known)
{
    /// <summary>The limit of a small level.</summary>
    public const int MinSensors = 1024;

    private const int MaxKeptPerSensor = 16;
    private const int MinKeptPerSensor = 2;

    /// <summary>
    /// Number of newest readings kept for every sensor, whatever the others send: 16, or fewer (16,384 divided by the known sensors, at least 2)
    /// while the level knows more than 1,024 sensors, so that its state stays small.
    /// </summary>
    public int KeptPerSensor => Math.Clamp(MaxKeptPerSensor * MinSensors / Math.Max(MinSensors, Known), MinKeptPerSensor, MaxKeptPerSensor);

    /// <summary>Maximum sensors with a stored health.</summary>
    public int Healths => Math.Max(Sensors, Known);

    /// <summary>The limit of a level.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="configured"><see cref="LevelOptions.SensorsPerLevel"/>.</param>
    /// <param name="known">Number of known sensors.</param>
    public static SensorBound Of(LevelSettings settings, int? configured = null, int known = 0) =>
        new(configured ?? Math.Max(MinSensors, 2 * settings.Capacity.Values.Sum()), known);
}
