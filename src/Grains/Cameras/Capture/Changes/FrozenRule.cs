namespace LiveParking.Grains.Cameras.Capture.Changes;

/// <summary>
/// Decides whether a camera is frozen, from what was seen of its pictures. Any of these is life: something moved; pictures that follow each other
/// differ, twice in a row; a picture showed what no earlier one did, the third time. So a key frame now and then, or an encoder that
/// takes a few seconds to settle on a still picture, is no life, and the noise of a sensor is.
/// </summary>
/// <param name="clock">Reads timestamps.</param>
/// <param name="frozenAfter">How long there is no life before the camera is frozen; above 0.</param>
/// <param name="start">A timestamp of the clock: when the first picture came.</param>
internal sealed class FrozenRule(TimeProvider clock, TimeSpan frozenAfter, long start)
{
    private readonly long[] _news = [start, start, start];
    private long _life = start;

    // The first look counts alone: a slow camera takes seconds to the second one.
    private bool _differed = true;

    /// <summary>Whether the camera is frozen, by what was seen up to now.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Takes one look at the camera.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    /// <param name="moved">Something moved since the last look.</param>
    /// <param name="differs">Pictures that follow each other differ.</param>
    /// <param name="isNew">The picture shows what no earlier one did.</param>
    /// <returns>Whether the answer changed.</returns>
    public bool Look(long now, bool moved, bool differs, bool isNew)
    {
        if (isNew)
            (_news[0], _news[1], _news[2]) = (_news[1], _news[2], now);
        if (moved || (differs && _differed))
            _life = now;
        _differed = differs;
        var before = IsFrozen;
        IsFrozen = clock.GetElapsedTime(Math.Max(_life, _news[0]), now) >= frozenAfter;
        return IsFrozen != before;
    }
}
