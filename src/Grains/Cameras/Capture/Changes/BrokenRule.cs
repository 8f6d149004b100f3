namespace LiveParking.Grains.Cameras.Capture.Changes;

/// <summary>
/// Says that pictures are broken when for some time none that was tried could be decoded. One that can ends it at once; a few that can't, however
/// far apart, do not begin it. For one thread.
/// </summary>
/// <param name="clock">Reads timestamps.</param>
/// <param name="limit">For how long; above 0.</param>
/// <param name="isBroken">Whether they were broken before.</param>
internal sealed class BrokenRule(TimeProvider clock, TimeSpan limit, bool isBroken = false)
{
    private const int Fewest = 3;

    private long _failingSince;
    private int _failed;

    /// <summary>Whether they are broken now.</summary>
    public bool IsBroken { get; private set; } = isBroken;

    /// <summary>Takes the outcome of one attempt.</summary>
    /// <param name="decoded">Whether the picture could be decoded.</param>
    /// <param name="now">When it was captured, as a timestamp of the clock.</param>
    public void Tried(bool decoded, long now)
    {
        if (decoded)
        {
            (_failed, IsBroken) = (0, false);
            return;
        }

        if (_failed++ == 0)
            _failingSince = now;
        IsBroken |= _failed >= Fewest && clock.GetElapsedTime(_failingSince, now) >= limit;
    }
}
