namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Decides when to return memory to the operating system. That needs a garbage collection, which pauses the process. So it runs only after load falls,
/// again after the last connections of that load are closed, and at low load when memory has grown.
/// </summary>
internal sealed class MemoryTrimRule
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Minimum gain, in bytes, that justifies a pause.</summary>
    private const long MinGain = 16 * Megabyte;

    /// <summary>Growth, in bytes, after which memory is returned even without a fall in load.</summary>
    private const long MaxGrowth = 32 * Megabyte;

    /// <summary>Allocations in one interval, in bytes, from which load counts as heavy.</summary>
    private const long MinHeavyLoad = 64 * Megabyte;

    /// <summary>Number of first intervals that count as process start.</summary>
    private const int StartIntervals = 2;

    /// <summary>Number of intervals after a fall in load when memory is returned a second time: by then the last connections are closed.</summary>
    private const int SecondTrimAfter = 7;

    /// <summary>Minimum intervals between two trims after load falls. A skipped trim is made up after <see cref="SecondTrimAfter"/>.</summary>
    private const int MinPauseAfterFall = 6;

    /// <summary>
    /// Without a fall in load, memory is returned at most once in this many intervals. The number doubles each time, because the previous run did not
    /// help for long.
    /// </summary>
    private const int MinPause = 12, MaxPause = 720;

    private int _intervals;
    private bool _wasWatched;
    private long _peak;
    private long _lowestResident;
    private int _sinceTrim = MinPauseAfterFall;
    private int _pause = MinPause;
    private int _secondTrimIn;

    /// <summary>Whether to return memory at the end of an interval.</summary>
    /// <param name="allocated">Bytes allocated in the interval.</param>
    /// <param name="resident">The memory of the process, in bytes.</param>
    /// <param name="isWatched">Whether anybody watches a camera.</param>
    public bool IsDue(long allocated, long resident, bool isWatched)
    {
        if (++_intervals <= StartIntervals)
        {
            _lowestResident = resident;
            _wasWatched = isWatched;
            return false;
        }

        _sinceTrim++;
        _lowestResident = Math.Min(_lowestResident, resident);
        _peak = Math.Max(_peak, allocated);
        var hasFallen = (_wasWatched && !isWatched) || (_peak >= MinHeavyLoad && allocated <= _peak / 2);
        _wasWatched = isWatched;
        if (hasFallen)
        {
            _peak = allocated;
            _pause = MinPause;
            _secondTrimIn = SecondTrimAfter;
            return resident - _lowestResident > MinGain && _sinceTrim >= MinPauseAfterFall;
        }

        if (_secondTrimIn > 0 && --_secondTrimIn == 0)
            return resident - _lowestResident > MinGain;
        if (allocated >= MinHeavyLoad || resident - _lowestResident <= MaxGrowth || _sinceTrim < _pause)
            return false;
        _pause = Math.Min(_pause * 2, MaxPause);
        return true;
    }

    /// <summary>Records that memory was returned.</summary>
    /// <param name="resident">The memory of the process now, in bytes.</param>
    public void MarkTrimmed(long resident)
    {
        _lowestResident = resident;
        _sinceTrim = 0;
    }
}
