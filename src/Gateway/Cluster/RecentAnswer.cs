namespace LiveParking.Gateway.Cluster;

/// <summary>
/// Shares the answer of a call between callers for a short time. At most one call is in progress, and callers that arrive meanwhile share it: the cost does
/// not grow with the number of callers. For an answer that must be newer than its request use <see cref="SingleFlight{T}"/>. Thread-safe.
/// </summary>
/// <param name="ask">The call.</param>
/// <param name="maxAge">How long after its start a call's answer serves.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class RecentAnswer<T>(Func<Task<T>> ask, TimeSpan maxAge, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private Task<T>? _answer;
    private long _askedAt;

    /// <summary>The newest answer, or the one of the call in progress.</summary>
    public Task<T> GetAsync()
    {
        lock (_lock)
        {
            if (_answer is null || (_answer.IsCompleted && timeProvider.GetElapsedTime(_askedAt) >= maxAge))
            {
                _askedAt = timeProvider.GetTimestamp();
                _answer = ask();
            }

            return _answer;
        }
    }
}
