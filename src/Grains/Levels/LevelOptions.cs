using System.ComponentModel.DataAnnotations;

namespace LiveParking.Grains.Levels;

/// <summary>Limits of a level; section <c>Levels</c> of the configuration.</summary>
public sealed class LevelOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Levels";

    /// <summary>Smallest sensor limit.</summary>
    public const int MinSensors = 64;

    /// <summary>Largest sensor limit.</summary>
    public const int MaxSensors = 200_000;

    /// <summary>
    /// Maximum sensors of a level, 64 to 200,000. Readings of another new sensor are rejected until a sensor has been silent for 7 days. When null:
    /// 1,024, or twice the level's capacity when that is larger.
    /// </summary>
    [Range(MinSensors, MaxSensors)]
    public int? SensorsPerLevel { get; set; }
}
