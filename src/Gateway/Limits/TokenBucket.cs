namespace LiveParking.Gateway.Limits;

/// <summary>Allows a number of calls a second in the long run and a burst at once. Safe to use from any thread.</summary>
/// <param name="perSecond">Calls a second in the long run.</param>
/// <param name="burst">Calls at once after a rest.</param>
internal sealed class TokenBucket(double perSecond, double burst)
{
    private readonly Lock _lock = new();
    private double _left = burst;
    private TimeSpan? _last;

    /// <summary>Takes one call.</summary>
    /// <param name="now">The time, on a clock that never goes back.</param>
    /// <returns>Whether there was one left.</returns>
    public bool TryTake(TimeSpan now)
    {
        lock (_lock)
        {
            if (_last is { } last)
                _left = Math.Min(burst, _left + Math.Max(0, (now - last).TotalSeconds) * perSecond);
            _last = now;
            if (_left < 1)
                return false;
            _left--;
            return true;
        }
    }
}
