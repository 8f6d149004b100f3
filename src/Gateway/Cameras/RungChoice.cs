using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Chooses the rung of a viewer that left the choice to the gateway. It goes down at once when the link can't carry the rung, and up one
/// step after some patience; a step up that had to be taken back doubles the patience. Pure: all times come from the caller.
/// </summary>
/// <param name="first">The rung with which the viewer begins.</param>
internal sealed class RungChoice(CameraRung first)
{
    /// <summary>A frame of the next rung may take as long, so that 10 a second go through (or what the viewer asked for).</summary>
    private const double LongestToTake = 0.18;

    /// <summary>A frame of a rung that takes longer takes the rung away: 6 a second, or 0.6 of what the viewer asked for.</summary>
    private const double LongestToKeep = 0.25;

    /// <summary>How much larger the frames of a rung are that was not seen yet than those of the rung below.</summary>
    private const double StepInBytes = 3;

    /// <summary>A frame of <c>high</c> that will certainly be there as fast is not approached step by step.</summary>
    private const double CertainlyFast = 0.1;

    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan JoiningPatience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Proven = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSwitch = TimeSpan.FromSeconds(10);
    private const int JoiningFrames = 3;

    private readonly double[] _bytes = new double[3];
    private TimeSpan _calmSince;
    private TimeSpan _currentSince = TimeSpan.MinValue;
    private TimeSpan _targetSince;
    private TimeSpan? _steppedUpAt;
    private TimeSpan _patience = FirstPatience;
    private bool _joining = true;
    private int _calmFrames;
    private Delivery _calmQuickest;

    /// <summary>The rung that is being sent.</summary>
    public CameraRung Current { get; private set; } = first;

    /// <summary>The rung that is to be sent as soon as it has a frame.</summary>
    public CameraRung Target { get; private set; } = first;

    /// <summary>A frame goes out.</summary>
    /// <returns>Whether it is the first one after a step up.</returns>
    public bool Sent(CameraRung rung, int bytes, TimeSpan now)
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

    /// <summary>A frame was delivered: is another rung better now?</summary>
    /// <param name="delivery">The frame.</param>
    /// <param name="link">What the link carries.</param>
    /// <param name="quickest">The one that took the shortest time lately.</param>
    /// <param name="fps">Frames a second that the camera gives and the viewer wants.</param>
    public void Delivered(in Delivery delivery, LinkRate link, in Delivery quickest, double fps)
    {
        var now = delivery.At;
        if (Current > CameraRung.Low && Seconds(Current, link) > Keep(fps))
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

        // What the rung before still had on its way says nothing about this one.
        if (delivery.SentAt < _currentSince)
            return;
        if (_calmFrames++ == 0 || delivery.Took < _calmQuickest.Took)
            _calmQuickest = delivery;
        if (_steppedUpAt is { } up && now - up >= Proven)
            (_patience, _steppedUpAt) = (FirstPatience, null);
        if (Target != Current)
            GiveUpLate(now);
        else if (Current < CameraRung.High && IsPatient(now))
            StepUp(now, link, quickest, fps);
    }

    /// <summary>The mean size of a rung's frames, in bytes; a guess for one that was not seen.</summary>
    private double Bytes(CameraRung rung)
    {
        if (_bytes[(int)rung] > 0)
            return _bytes[(int)rung];
        return _bytes[(int)Current] * Math.Pow(StepInBytes, rung - Current);
    }

    private double Seconds(CameraRung rung, LinkRate link) => Bytes(rung) / link.BytesPerSecond;

    private static double Keep(double fps) => Math.Min(LongestToKeep, 1 / Math.Min(6, 0.6 * fps));

    private static double Take(double fps) => Math.Min(LongestToTake, 1 / Math.Min(10, 0.9 * fps));

    private bool IsPatient(TimeSpan now) => _joining
        ? _calmFrames >= JoiningFrames || now - _calmSince >= JoiningPatience
        : now - _calmSince >= _patience;

    private void StepDown(TimeSpan now, LinkRate link, double fps)
    {
        if (_steppedUpAt is { } up && now - up < Trial)
            _patience = _patience * 2 < MostPatience ? _patience * 2 : MostPatience;
        (_joining, _steppedUpAt, _calmSince, _calmFrames) = (false, null, now, 0);
        if (Target >= Current)
            _targetSince = now;
        var lower = Current - 1;
        while (lower > CameraRung.Low && Seconds(lower, link) > Take(fps))
            lower--;
        Target = lower;
    }

    private void StepUp(TimeSpan now, LinkRate link, in Delivery quickest, double fps)
    {
        var certain = _joining && quickest.Took.TotalSeconds * Bytes(CameraRung.High) / Bytes(Current) <= CertainlyFast;
        var next = certain ? CameraRung.High : Current + 1;
        if (Math.Max(Seconds(next, link), Foreseen(next, quickest)) <= Take(fps))
            (Target, _targetSince) = (next, now);
    }

    /// <summary>How many seconds a frame of a rung would need, by how much longer the present ones need than smaller ones; 0 when that is not known.</summary>
    private double Foreseen(CameraRung rung, in Delivery quickest)
    {
        var (more, longer) = (_calmQuickest.Bytes - quickest.Bytes, (_calmQuickest.Took - quickest.Took).TotalSeconds);
        return more > 0.2 * _calmQuickest.Bytes ? Bytes(rung) * longer / more : 0;
    }

    /// <summary>A rung that gives no frame is not waited for much longer than a camera needs to begin with it.</summary>
    private void GiveUpLate(TimeSpan now)
    {
        if (now - _targetSince < LongestSwitch)
            return;
        Target = Current;
        (_calmSince, _calmFrames, _joining) = (now, 0, false);
        _patience = _patience * 2 < MostPatience ? _patience * 2 : MostPatience;
    }
}
