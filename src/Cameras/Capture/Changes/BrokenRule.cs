namespace LiveParking.Cameras.Capture.Changes;

/// <summary>
/// Decides whether pictures are broken: for some time no tried picture could be decoded. A single decoded picture ends it immediately. A few failures
/// far apart do not start it. Not thread-safe.
/// </summary>
/// <param name="timeProvider">Converts timestamps.</param>
/// <param name="limit">The time without a decoded picture; above 0.</param>
/// <param name="isBroken">Whether they were broken before.</param>
internal sealed class BrokenRule(TimeProvider timeProvider, TimeSpan limit, bool isBroken = false)
{
    private const int MinFailures = 3;

    private long _failingSince;
    private int _failed;

    /// <summary>Whether they are broken now.</summary>
    public bool IsBroken { get; private set; } = isBroken;

    /// <summary>Takes the outcome of one attempt.</summary>
    /// <param name="decoded">Whether the picture could be decoded.</param>
    /// <param name="now">When it was captured, as a timestamp of the clock.</param>
    public void AddAttempt(bool decoded, long now)
    {
        if (decoded)
        {
            (_failed, IsBroken) = (0, false);
            return;
        }

        if (_failed++ == 0)
            _failingSince = now;
        IsBroken |= _failed >= MinFailures && timeProvider.GetElapsedTime(_failingSince, now) >= limit;
    }
}
