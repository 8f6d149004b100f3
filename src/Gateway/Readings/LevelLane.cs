using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>What waits for one level. Used under the lock of <see cref="LevelLanes"/>.</summary>
/// <param name="level">The level.</param>
internal sealed class LevelLane(LevelKey level)
{
    private readonly LinkedList<WaitingReadings> _queue = new();

    /// <summary>The level.</summary>
    public LevelKey Level => level;

    /// <summary>Readings that wait or are in the call.</summary>
    public int Readings { get; set; }

    /// <summary>Who waits longest; null when nobody does.</summary>
    public WaitingReadings? First => _queue.First?.Value;

    /// <summary>Puts readings at the end.</summary>
    public void Add(WaitingReadings waiting) => waiting.Place = _queue.AddLast(waiting);

    /// <summary>Takes readings out, wherever they are.</summary>
    /// <returns>Whether they were still waiting.</returns>
    public bool Remove(WaitingReadings waiting)
    {
        if (waiting.Place is not { } place)
            return false;
        waiting.Place = null;
        _queue.Remove(place);
        return true;
    }
}
