using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Chooses the rung of a viewer that left the choice to the gateway. It steps down immediately when the link can't carry the rung. It steps up one
/// rung after a delay. A step up that fails doubles the delay. Pure: all times come from the caller.
/// </summary>
/// <param name="first">The first rung of the viewer.</param>
/// <param name="best">The best rung that the viewer may watch.</param>
internal sealed class RungChoice(CameraRung first, CameraRung best = CameraRung.High)
{
    /// <summary>A step up needs an expected delivery time below this, so that 10 frames a second fit (or the viewer's requested rate).</summary>
    private const double MaxSecondsToStepUp = 0.18;

    /// <summary>A longer delivery time forces a step down: 6 frames a second, or 0.6 of the viewer's requested rate.</summary>
    private const double MaxSecondsToStay = 0.25;

    /// <summary>Assumed size ratio between the frames of an unmeasured rung and those of the rung below.</summary>
    private const double StepInBytes = 3;

    /// <summary>When frames of the best rung are expected to take less than this, the choice goes there directly instead of step by step.</summary>
    private const double CertainlyFast = 0.1;

    private static readonly TimeSpan FirstStepUpDelay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MaxStepUpDelay = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan JoiningDelay = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan TrialPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProvenAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxSwitch = TimeSpan.FromSeconds(10);
    private const int JoiningFrames = 3;

    private readonly double[] _bytes = new double[3];
    private CameraRung _best = best;
    private TimeSpan _calmSince;
    private TimeSpan _currentSince = TimeSpan.MinValue;
    private TimeSpan _targetSince;
    private TimeSpan? _steppedUpAt;
    private TimeSpan _stepUpDelay = FirstStepUpDelay;
    private bool _joining = true;
    private int _calmFrames;
    private Delivery _calmQuickest;

    /// <summary>The rung being sent.</summary>
    public CameraRung Current { get; private set; } = first;

    /// <summary>The rung to send as soon as it has a frame.</summary>
    public CameraRung Target { get; private set; } = first;

    /// <summary>Sets the best rung that the viewer may watch.</summary>
    public void LimitTo(CameraRung best)
    {
        _best = best;
        Target = WatchRequest.Limit(Target, best);
    }

    /// <summary>Records a sent frame.</summary>
    /// <returns>Whether it is the first one after a step up.</returns>
    public bool RecordSent(CameraRung rung, int bytes, TimeSpan now)
    {
        ref var mean = ref _bytes[(int)rung];
        mean = mean == 0 ? bytes : mean + 0.3 * (bytes - mean);
        if (rung == Current)
            return false;
        var up = rung > Current;
        Current = rung;
        (_currentSince, _calmSince, _calmFrames) = (now, now, 0);
        if (up)
            _steppedUpAt = now;
        return up;
    }

    /// <summary>Records a delivery and decides whether another rung is better.</summary>
    /// <param name="delivery">The frame.</param>
    /// <param name="link">The link's rate.</param>
    /// <param name="quickest">The recent delivery with the shortest time.</param>
    /// <param name="fps">Frames a second that the camera provides and the viewer wants.</param>
    public void Delivered(in Delivery delivery, LinkRate link, in Delivery quickest, double fps)
    {
        var now = delivery.At;
        if (Current > CameraRung.Low && Seconds(Current, link) > StepDownLimit(fps))
        {
            StepDown(now, link, fps);
            return;
        }

        if (link.IsWaiting)
        {
            (_calmSince, _calmFrames, _joining) = (now, 0, false);
            if (Target > Current)
                Target = Current;
            return;
        }

        // Frames of the previous rung that were still on their way carry no information about this rung.
        if (delivery.SentAt < _currentSince)
            return;
        if (_calmFrames++ == 0 || delivery.Duration < _calmQuickest.Duration)
            _calmQuickest = delivery;
        if (_steppedUpAt is { } up && now - up >= ProvenAfter)
            (_stepUpDelay, _steppedUpAt) = (FirstStepUpDelay, null);
        if (Target != Current)
            GiveUpLate(now);
        else if (Current < _best && IsStepUpDue(now))
            StepUp(now, link, quickest, fps);
    }

    /// <summary>The mean size of a rung's frames, in bytes; an estimate for an unmeasured rung.</summary>
    private double Bytes(CameraRung rung)
    {
        if (_bytes[(int)rung] > 0)
            return _bytes[(int)rung];
        return _bytes[(int)Current] * Math.Pow(StepInBytes, rung - Current);
    }

    private double Seconds(CameraRung rung, LinkRate link) => Bytes(rung) / link.BytesPerSecond;

    private static double StepDownLimit(double fps) => Math.Min(MaxSecondsToStay, 1 / Math.Min(6, 0.6 * fps));

    private static double StepUpLimit(double fps) => Math.Min(MaxSecondsToStepUp, 1 / Math.Min(10, 0.9 * fps));

    private bool IsStepUpDue(TimeSpan now) => _joining
        ? _calmFrames >= JoiningFrames || now - _calmSince >= JoiningDelay
        : now - _calmSince >= _stepUpDelay;

    private void StepDown(TimeSpan now, LinkRate link, double fps)
    {
        if (_steppedUpAt is { } up && now - up < TrialPeriod)
            _stepUpDelay = _stepUpDelay * 2 < MaxStepUpDelay ? _stepUpDelay * 2 : MaxStepUpDelay;
        (_joining, _steppedUpAt, _calmSince, _calmFrames) = (false, null, now, 0);
        if (Target >= Current)
            _targetSince = now;
        var lower = Current - 1;
        while (lower > CameraRung.Low && Seconds(lower, link) > StepUpLimit(fps))
            lower--;
        Target = lower;
    }

    private void StepUp(TimeSpan now, LinkRate link, in Delivery quickest, double fps)
    {
        var certain = _joining && quickest.Duration.TotalSeconds * Bytes(_best) / Bytes(Current) <= CertainlyFast;
        var next = certain ? _best : Current + 1;
        if (Math.Max(Seconds(next, link), ExpectedSeconds(next, quickest)) <= StepUpLimit(fps))
            (Target, _targetSince) = (next, now);
    }

    /// <summary>
    /// Expected delivery time of a rung's frame in seconds, from how much longer current frames take than smaller ones; 0 when unknown.
    /// </summary>
    private double ExpectedSeconds(CameraRung rung, in Delivery quickest)
    {
        var (more, longer) = (_calmQuickest.Bytes - quickest.Bytes, (_calmQuickest.Duration - quickest.Duration).TotalSeconds);
        return more > 0.2 * _calmQuickest.Bytes ? Bytes(rung) * longer / more : 0;
    }

    /// <summary>Limits the wait for a rung without frames to little more than a camera needs to start it.</summary>
    private void GiveUpLate(TimeSpan now)
    {
        if (now - _targetSince < MaxSwitch)
            return;
        Target = Current;
        (_calmSince, _calmFrames, _joining) = (now, 0, false);
        _stepUpDelay = _stepUpDelay * 2 < MaxStepUpDelay ? _stepUpDelay * 2 : MaxStepUpDelay;
    }
}
