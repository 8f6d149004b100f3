using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>
/// The sensors of a level and what did not fit, as stored: apart from the level's own state, and up to 5 s after what happened.
/// </summary>
internal sealed record SensorsState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>By the sensor's id.</summary>
    public ImmutableDictionary<string, SensorSigns> Sensors { get; init; } = ImmutableDictionary<string, SensorSigns>.Empty;

    /// <summary>Oldest first.</summary>
    public ImmutableList<LevelAnomaly> Anomalies { get; init; } = [];
}
