namespace LiveParking.Cameras.Capture.Changes;

/// <summary>
/// Decides whether a camera is frozen, from checks of its pictures. A camera is live if, within the time: something moved; or two checks in a row found
/// differences; or three checks found new content. So occasional key frames, or an encoder that takes a few seconds to settle on a still picture, do not
/// count as live, but the noise of a sensor does. Not thread-safe.
/// </summary>
/// <param name="timeProvider">Converts timestamps.</param>
/// <param name="frozenAfter">Time without a sign of life before the camera is frozen; above 0.</param>
/// <param name="start">A timestamp of the clock: when the first picture arrived.</param>
internal sealed class FrozenRule(TimeProvider timeProvider, TimeSpan frozenAfter, long start)
{
    /// <summary>The times of the last three checks with new content, oldest first.</summary>
    private readonly long[] _lastNewContent = [start, start, start];

    /// <summary>The time of the last movement, or of the last two checks in a row with differences.</summary>
    private long _lastSignOfLife = start;

    // One difference in the first check is enough, because a slow camera may take seconds for the second one.
    private bool _differed = true;

    /// <summary>Whether the camera is frozen, by the checks so far.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Adds one check of the camera.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    /// <param name="moved">Something moved since the last check.</param>
    /// <param name="differs">Consecutive pictures differ.</param>
    /// <param name="isNew">The picture shows something that no earlier one did.</param>
    /// <returns>Whether the answer changed.</returns>
    public bool AddCheck(long now, bool moved, bool differs, bool isNew)
    {
        if (isNew)
            (_lastNewContent[0], _lastNewContent[1], _lastNewContent[2]) = (_lastNewContent[1], _lastNewContent[2], now);
        if (moved || (differs && _differed))
            _lastSignOfLife = now;
        _differed = differs;
        var before = IsFrozen;
        IsFrozen = timeProvider.GetElapsedTime(Math.Max(_lastSignOfLife, _lastNewContent[0]), now) >= frozenAfter;
        return IsFrozen != before;
    }
}
