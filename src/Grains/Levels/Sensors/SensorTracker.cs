using LiveParking.Grains.Storage;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>
/// The statistics of a level's sensors, in step with the level's own state. The effect of readings counts only after the state that contains them is
/// stored, so that readings sent again after a failed write count once. Used on the grain's scheduler only.
/// </summary>
internal sealed class SensorTracker
{
    private readonly CoalescedState<LevelState> _level;
    private readonly DelayedState<SensorsState> _kept;

    /// <summary>The notes that belong to the level write in progress.</summary>
    private SensorsState _inWrite;

    /// <summary>The notes of a write without an answer: it may be stored anyway.</summary>
    private (long Version, SensorsState Notes)? _lost;

    /// <param name="level">The level's own state.</param>
    /// <param name="kept">Stores the notes some seconds later.</param>
    public SensorTracker(CoalescedState<LevelState> level, DelayedState<SensorsState> kept)
    {
        (_level, _kept) = (level, kept);
        Newest = _inWrite = kept.Newest;
        level.Writing += _ => _inWrite = Newest;
        level.Committed += OnCommitted;
        level.Lost += OnLost;
        kept.Merged += theirs => (Newest, _inWrite) = (Newest.MergedInto(theirs), _inWrite.MergedInto(theirs));
    }

    /// <summary>The newest notes, including those of changes that are not stored yet.</summary>
    public SensorsState Newest { get; private set; }

    /// <summary>Whether a reading of a sensor was accepted, as far as the notes go back.</summary>
    public bool WasAccepted(string sensorId) => Newest.Sensors.TryGetValue(sensorId, out var signs) && signs.Accepted > 0;

    /// <summary>Sets the notes as part of a change of the level.</summary>
    public void Set(SensorsState notes) => Newest = notes;

    /// <summary>A change was answered that may not have written the level's state, such as a duplicate.</summary>
    public void Answered()
    {
        if (_level.IsStored)
            _kept.Set(Newest);
    }

    /// <summary>Stores the unstored notes, and nothing afterwards: the grain is deactivating.</summary>
    public Task StopAsync() => _kept.StopAsync();

    private void OnCommitted(LevelState stored)
    {
        if (_lost is { } lost && lost.Version == stored.Version)
            Newest = _inWrite = lost.Notes;
        _lost = null;
        _kept.Set(_inWrite);
    }

    private void OnLost(LevelState written)
    {
        // A write without a visible change has the previous version and can't be distinguished from the previous write.
        _lost = written.Version > _level.Newest.Version ? (written.Version, _inWrite) : null;
        Newest = _inWrite = _kept.Newest;
    }
}
