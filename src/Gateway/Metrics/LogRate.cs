
namespace LiveParking.Gateway.Metrics;

/// <summary>Allows one log message a second, and returns how many were suppressed before it. Thread-safe.</summary>
internal sealed class LogRate(TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _last;
    private int _leftOut;

    /// <summary>Whether the next message may be logged.</summary>
    public bool TryTake(out int leftOut)
    {
        lock (_lock)
        {
            leftOut = _leftOut;
            if (_last is { } last && timeProvider.GetElapsedTime(last) < Pause)
            {
                _leftOut++;
                return false;
            }

            _last = timeProvider.GetTimestamp();
            _leftOut = 0;
            return true;
        }
    }
}
