namespace LiveParking.Gateway.Mqtt;

/// <summary>Lets one message a second into a log, and says how many were left out before it. Safe from any thread.</summary>
internal sealed class LogRate(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _last;
    private int _leftOut;

    /// <summary>Whether the next one may be logged.</summary>
    public bool TryTake(out int leftOut)
    {
        lock (_lock)
        {
            leftOut = _leftOut;
            if (_last is { } last && time.GetElapsedTime(last) < Pause)
            {
                _leftOut++;
                return false;
            }

            _last = time.GetTimestamp();
            _leftOut = 0;
            return true;
        }
    }
}
