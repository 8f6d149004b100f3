namespace LiveParking.Gateway.Limits;

/// <summary>Allows a sustained number of calls a second and a burst. Thread-safe.</summary>
internal sealed class TokenBucket
{
    private readonly Lock _lock = new();
    private readonly double _perSecond;
    private readonly double _burst;
    private double _left;
    private TimeSpan? _last;

    /// <summary>A full bucket.</summary>
    /// <param name="perSecond">Sustained calls a second.</param>
    /// <param name="burst">Calls in a burst after idle time.</param>
    public TokenBucket(double perSecond, double burst) => (_perSecond, _burst, _left) = (perSecond, burst, burst);

    /// <summary>Takes one call.</summary>
    /// <param name="now">The time, on a monotonic clock.</param>
    /// <returns>Whether there was one left.</returns>
    public bool TryTake(TimeSpan now)
    {
        lock (_lock)
        {
            if (_last is { } last)
                _left = Math.Min(_burst, _left + Math.Max(0, (now - last).TotalSeconds) * _perSecond);
            _last = now;
            if (_left < 1)
                return false;
            _left--;
            return true;
        }
    }
}
