namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Decides when memory is given back to the machine. That stops the process for a moment, so it is done when load has fallen, once more when the
/// last connections of that load are closed, and, while there is little load, when the process has grown.
/// </summary>
internal sealed class IdleMemoryRule
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Less than this, in bytes, is not worth a pause.</summary>
    private const long Worthwhile = 16 * Megabyte;

    /// <summary>So much growth, in bytes, is given back without load having fallen.</summary>
    private const long Growth = 32 * Megabyte;

    /// <summary>Allocations of one interval, in bytes, from which on load is heavy.</summary>
    private const long Heavy = 64 * Megabyte;

    /// <summary>The first intervals belong to the start of the process.</summary>
    private const int Start = 2;

    /// <summary>So many intervals after load has fallen memory is given back once more: by then its last connections are closed.</summary>
    private const int OnceMoreAfter = 7;

    /// <summary>Without a fall of load memory is given back at most once in so many intervals; twice as many each time, since it did not help for long.</summary>
    private const int ShortestPause = 12, LongestPause = 720;

    private int _intervals;
    private bool _wasWatched;
    private long _peak;
    private long _kept;
    private int _sinceGivenBack;
    private int _pause = ShortestPause;
    private int _onceMoreIn;

    /// <summary>Whether memory is to be given back at the end of an interval.</summary>
    /// <param name="allocated">What was allocated in the interval, in bytes.</param>
    /// <param name="resident">The memory of the process, in bytes.</param>
    /// <param name="isWatched">Whether anybody watches a camera.</param>
    public bool IsDue(long allocated, long resident, bool isWatched)
    {
        if (++_intervals <= Start)
        {
            _kept = resident;
            _wasWatched = isWatched;
            return false;
        }

        _sinceGivenBack++;
        _peak = Math.Max(_peak, allocated);
        var hasFallen = (_wasWatched && !isWatched) || (_peak >= Heavy && allocated <= _peak / 2);
        _wasWatched = isWatched;
        if (hasFallen)
        {
            _peak = allocated;
            _pause = ShortestPause;
            _onceMoreIn = OnceMoreAfter;
            return resident - _kept > Worthwhile;
        }

        if (_onceMoreIn > 0 && --_onceMoreIn == 0)
            return resident - _kept > Worthwhile;
        if (allocated >= Heavy || resident - _kept <= Growth || _sinceGivenBack < _pause)
            return false;
        _pause = Math.Min(_pause * 2, LongestPause);
        return true;
    }

    /// <summary>Memory was given back.</summary>
    /// <param name="resident">The memory of the process now, in bytes.</param>
    public void GivenBack(long resident)
    {
        _kept = resident;
        _sinceGivenBack = 0;
    }
}
