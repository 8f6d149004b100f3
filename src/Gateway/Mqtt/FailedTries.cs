namespace LiveParking.Gateway.Mqtt;

/// <summary>The tries of one message that failed in a row while the cluster and its store worked.</summary>
/// <param name="least">How many are needed.</param>
/// <param name="duration">How much time has to pass between the first one and the end of the last one.</param>
/// <param name="time">The clock.</param>
internal sealed class FailedTries(int least, TimeSpan duration, TimeProvider time)
{
    private long _since;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>When the first one began, as a time stamp of the clock.</summary>
    public long Since => _since;

    /// <summary>One more try failed.</summary>
    /// <param name="began">When it began, as a time stamp of the clock.</param>
    public void Add(long began)
    {
        if (Count++ == 0)
            _since = began;
    }

    /// <summary>The cluster or the store was away: what failed before may have failed for that reason too.</summary>
    public void Reset() => Count = 0;

    /// <summary>Whether the message is to be given up.</summary>
    /// <param name="isFailing">Its level is known to fail: then one try is enough.</param>
    public bool AreEnough(bool isFailing) => Count >= (isFailing ? 1 : least) && (isFailing || time.GetElapsedTime(_since) >= duration);
}
