using System.ComponentModel.DataAnnotations;

namespace LiveParking.Grains.Levels;

/// <summary>Bounds of a level; section <c>Levels</c> of the configuration.</summary>
public sealed class LevelOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Levels";

    /// <summary>The smallest bound on sensors.</summary>
    public const int FewestSensors = 64;

    /// <summary>The largest bound on sensors.</summary>
    public const int MostSensors = 200_000;

    /// <summary>
    /// How many sensors a level knows at most, 64 to 200,000. Readings of a further new sensor are rejected until a sensor has been silent for
    /// 7 days. When null: 1,024, or twice the level's capacity when that is larger.
    /// </summary>
    [Range(FewestSensors, MostSensors)]
    public int? SensorsPerLevel { get; set; }
}
