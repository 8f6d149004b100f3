namespace LiveParking.Gateway.Mqtt;

/// <summary>Consecutive failed attempts of one message while the cluster and its store worked.</summary>
/// <param name="least">Minimum number of attempts.</param>
/// <param name="duration">Minimum time between the start of the first attempt and the end of the last one.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class FailedTries(int least, TimeSpan duration, TimeProvider timeProvider)
{
    private long _since;

    /// <summary>Number of failed attempts.</summary>
    public int Count { get; private set; }

    /// <summary>Start of the first attempt, as a timestamp of the clock.</summary>
    public long Since => _since;

    /// <summary>Records a failed attempt.</summary>
    /// <param name="began">Its start, as a timestamp of the clock.</param>
    public void Add(long began)
    {
        if (Count++ == 0)
            _since = began;
    }

    /// <summary>Clears the count after the cluster or the store was unavailable: earlier attempts may have failed for that reason.</summary>
    public void Reset() => Count = 0;

    /// <summary>Whether to give up the message.</summary>
    /// <param name="isFailing">Whether its level is known to fail: then one attempt is enough.</param>
    public bool AreEnough(bool isFailing) => Count >= (isFailing ? 1 : least) && (isFailing || timeProvider.GetElapsedTime(_since) >= duration);
}
