namespace LiveParking.Gateway.Mqtt;

/// <summary>Consecutive failed attempts of one message while the cluster and its store worked.</summary>
/// <param name="minCount">Minimum number of attempts.</param>
/// <param name="duration">Minimum time between the start of the first attempt and the end of the last one.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class FailedAttempts(int minCount, TimeSpan duration, TimeProvider timeProvider)
{
    private long _since;

    /// <summary>Number of failed attempts.</summary>
    public int Count { get; private set; }

    /// <summary>Start of the first attempt, as a timestamp of the clock.</summary>
    public long Since => _since;

    /// <summary>Records a failed attempt.</summary>
    /// <param name="startedAt">Its start, as a timestamp of the clock.</param>
    public void Add(long startedAt)
    {
        if (Count++ == 0)
            _since = startedAt;
    }

    /// <summary>Clears the count after the cluster or the store was unavailable: earlier attempts may have failed for that reason.</summary>
    public void Reset() => Count = 0;

    /// <summary>Whether to give up the message.</summary>
    /// <param name="isFailing">Whether its level is known to fail: then one attempt is enough.</param>
    public bool IsLimitReached(bool isFailing) => Count >= (isFailing ? 1 : minCount) && (isFailing || timeProvider.GetElapsedTime(_since) >= duration);
}
