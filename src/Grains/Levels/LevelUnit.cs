using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.Grains.Levels;

/// <summary>What a level knows, changed and stored as one unit: a reading counts in both parts or in neither.</summary>
/// <param name="Level">The level's state, stored before a change is answered.</param>
/// <param name="Sensors">The statistics of its sensors, stored some seconds later.</param>
internal sealed record LevelUnit(LevelState Level, SensorsState Sensors)
{
    /// <summary>The unit with these parts; the same object when none of them differs.</summary>
    public LevelUnit With(LevelState level, SensorsState sensors) =>
        ReferenceEquals(level, Level) && ReferenceEquals(sensors, Sensors) ? this : new LevelUnit(level, sensors);
}
