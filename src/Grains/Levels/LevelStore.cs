using LiveParking.Grains.Levels.Sensors;
using LiveParking.Grains.Storage;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Stores a <see cref="LevelUnit"/>: the level's state with each write, the sensors some seconds later. Used on the grain's scheduler only.
/// </summary>
/// <param name="stored">The level's state, already read.</param>
/// <param name="sensors">The sensors.</param>
/// <param name="timeProvider">The clock for migration.</param>
internal sealed class LevelStore(IPersistentState<LevelState> stored, DelayedState<SensorsState> sensors, TimeProvider timeProvider) : IUnitStore<LevelUnit>
{
    /// <inheritdoc/>
    public LevelUnit Load() => new(Migrate(), sensors.Newest);

    /// <inheritdoc/>
    public bool NeedsWrite(LevelUnit before, LevelUnit after) => !ReferenceEquals(before.Level, after.Level);

    /// <inheritdoc/>
    public Task WriteAsync(LevelUnit unit)
    {
        stored.State = unit.Level;
        return stored.WriteStateAsync();
    }

    /// <inheritdoc/>
    public void Revert(LevelUnit newest) => stored.State = newest.Level;

    /// <inheritdoc/>
    public async Task<LevelUnit> ReadAsync(LevelUnit newest, LevelUnit failedWrite)
    {
        await stored.ReadStateAsync();
        var level = Migrate();
        // A write without a visible change has the previous version and can't be distinguished from the previous write.
        var wasStored = failedWrite.Level.Version > newest.Level.Version && failedWrite.Level.Version == level.Version;
        return new LevelUnit(level, wasStored ? failedWrite.Sensors : newest.Sensors);
    }

    /// <inheritdoc/>
    public void Committed(LevelUnit unit) => sensors.Set(unit.Sensors);

    private LevelState Migrate() =>
        stored.State = LevelMigration.Migrate(stored.State, sensors.Newest.AcceptedSensors(), timeProvider.GetUtcNow());
}
