using LiveParking.Grains.Storage;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>
/// What is known of a level's sensors, in step with the level's own state: what readings told counts only when the state that holds them is
/// stored, so that readings which come again after a failed write count once. Used on the grain's scheduler only.
/// </summary>
internal sealed class SensorNotes
{
    private readonly CoalescedState<LevelState> _level;
    private readonly DelayedState<SensorsState> _kept;

    /// <summary>What goes with the write of the level that is under way.</summary>
    private SensorsState _inWrite;

    /// <summary>Of a write whose answer did not come: it may be stored all the same.</summary>
    private (long Version, SensorsState Notes)? _lost;

    /// <param name="level">The level's own state.</param>
    /// <param name="kept">Stores the notes, some seconds after.</param>
    public SensorNotes(CoalescedState<LevelState> level, DelayedState<SensorsState> kept)
    {
        (_level, _kept) = (level, kept);
        Newest = _inWrite = kept.Newest;
        level.Writing += _ => _inWrite = Newest;
        level.Committed += OnCommitted;
        level.Lost += OnLost;
        kept.Merged += theirs => (Newest, _inWrite) = (Newest.MergedInto(theirs), _inWrite.MergedInto(theirs));
    }

    /// <summary>The newest notes, of changes that are not stored yet too.</summary>
    public SensorsState Newest { get; private set; }

    /// <summary>Whether a reading of a sensor was accepted, as far as that is still noted.</summary>
    public bool WasAccepted(string sensorId) => Newest.Sensors.TryGetValue(sensorId, out var signs) && signs.Accepted > 0;

    /// <summary>Notes something as part of a change of the level.</summary>
    public void Set(SensorsState notes) => Newest = notes;

    /// <summary>A change is answered that may have written nothing of the level, such as a repetition.</summary>
    public void Answered()
    {
        if (_level.IsStored)
            _kept.Set(Newest);
    }

    /// <summary>Stores what is not stored yet, and nothing after it: the grain is going.</summary>
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
        // A write that does not show has the version of the one before and can't be told from it.
        _lost = written.Version > _level.Newest.Version ? (written.Version, _inWrite) : null;
        Newest = _inWrite = _kept.Newest;
    }
}
