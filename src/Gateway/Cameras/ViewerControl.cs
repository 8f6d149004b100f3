using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Decides for one viewer when the next frame may be sent, and of which rung. It uses the time until frames are acknowledged or, when the viewer does
/// not acknowledge, the time until its connection takes them. Pure: all times come from the caller.
/// </summary>
/// <param name="terms">The viewer's options.</param>
internal sealed class ViewerControl(WatchRequest terms)
{
    private readonly ViewerPacer _pacer = new(terms.MaxFps, terms.Acks);
    private readonly LinkRate _link = new(terms.Acks ? LinkRules.Acknowledged : LinkRules.Accepted);
    private readonly RungChoice? _choice = terms.Rung is null ? new RungChoice(terms.FirstRung, terms.BestRung) : null;
    private CameraRung _best = terms.BestRung;
    private double _sourceFps = ArrivalRate.Assumed;
    private double _meanBytes;
    private Delivery _handed;

    /// <summary>The rung to send as soon as it has a frame.</summary>
    public CameraRung Target => WatchRequest.Limit(_choice?.Target ?? terms.Rung!.Value, _best);

    /// <summary>Sets the best rung that the viewer may watch.</summary>
    public void LimitTo(CameraRung best)
    {
        _best = best;
        _choice?.LimitTo(best);
    }

    /// <summary>Bytes a second allowed on the link; infinite while it sets no limit.</summary>
    public double BytesPerSecond => _link.BytesPerSecond;

    /// <summary>Frames that were sent but not yet acknowledged.</summary>
    public int Unacknowledged => _pacer.Unacknowledged;

    /// <summary>Decides the next step.</summary>
    /// <param name="now">The time, on a monotonic clock.</param>
    /// <param name="sourceFps">Frames a second that the camera captures.</param>
    public PaceDecision Decide(TimeSpan now, double sourceFps)
    {
        _sourceFps = sourceFps;
        var carried = _meanBytes > 0 ? _link.BytesPerSecond / _meanBytes : double.PositiveInfinity;
        return _pacer.Decide(now, Math.Min(sourceFps, carried));
    }

    /// <summary>Records a sent frame.</summary>
    public void RecordSent(CameraRung rung, long sequence, int bytes, TimeSpan now)
    {
        var stepUp = false;
        if (_choice is { } choice)
        {
            var before = choice.Current;
            stepUp = choice.RecordSent(rung, bytes, now);
            if (before != rung)
                _meanBytes = 0;
        }

        if (stepUp)
            _pacer.OpenSlowly();
        _meanBytes = _meanBytes == 0 ? bytes : _meanBytes + 0.3 * (bytes - _meanBytes);
        _pacer.RecordSent(sequence, now, bytes, bytes / _link.BytesPerSecond);
        _handed = new Delivery(bytes, now, now);
    }

    /// <summary>The viewer acknowledges all frames up to this one.</summary>
    /// <returns>The delivery time of the newest frame; null when the acknowledgement is not new.</returns>
    public TimeSpan? RecordAcknowledgement(long sequence, TimeSpan now)
    {
        if (_pacer.RecordAcknowledgement(sequence, now) is not { } delivery)
            return null;
        Delivered(delivery, _pacer.Quickest ?? delivery);
        if (!_link.IsWaiting)
            _pacer.OpenMore();
        return delivery.Duration;
    }

    /// <summary>The connection of a viewer that does not acknowledge took the last sent frame.</summary>
    public void Accepted(TimeSpan now) => Delivered(_handed with { At = now }, _handed);

    private void Delivered(in Delivery delivery, in Delivery quickest)
    {
        var fps = Math.Min(terms.MaxFps, _sourceFps);
        _link.Delivered(delivery, quickest, fps * _meanBytes);
        _choice?.Delivered(delivery, _link, quickest, fps);
    }
}
