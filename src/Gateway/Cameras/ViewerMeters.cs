using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>One viewer's contribution to the gateway's metrics, until the viewer leaves.</summary>
internal sealed class ViewerMeters : IDisposable
{
    private static readonly KeyValuePair<string, object?>[] RungTags =
        [.. Enum.GetValues<CameraRung>().Select(rung => new KeyValuePair<string, object?>("rung", rung.ToString().ToLowerInvariant()))];

    private static readonly KeyValuePair<string, object?> Up = new("direction", "up");
    private static readonly KeyValuePair<string, object?> Down = new("direction", "down");

    private readonly Lock _lock = new();
    private readonly GatewayMeters _meters;
    private readonly TimeProvider _timeProvider;
    private CameraRung _rung;
    private bool _isDisposed;

    public ViewerMeters(GatewayMeters meters, TimeProvider timeProvider, CameraRung first)
    {
        (_meters, _timeProvider, _rung) = (meters, timeProvider, first);
        _meters.Watches.Add(1);
        _meters.RungViewers.Add(1, RungTags[(int)first]);
    }

    /// <summary>Records a sent frame.</summary>
    /// <param name="rung">Its rung.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="skipped">Frames that it replaced before this viewer took them.</param>
    public void RecordSent(CameraRung rung, CameraFrame frame, long skipped)
    {
        if (rung != _rung)
            Step(rung);
        if (skipped > 0)
            _meters.FramesSkipped.Add(skipped);
        _meters.FramesSent.Add(1);
        _meters.FrameBytesSent.Add(frame.Data.Length);
        _meters.FrameAgeWhenSent.Record(Math.Max(0, _timeProvider.GetUtcNow().ToUnixTimeMilliseconds() - frame.CapturedAt) / 1000.0);
    }

    /// <summary>Records an acknowledgement.</summary>
    /// <param name="took">The delivery time of the newest frame; null when the acknowledgement is not new.</param>
    public void RecordAcknowledgement(TimeSpan? took)
    {
        _meters.FramesAcknowledged.Add(1);
        if (took is { } timeProvider)
            _meters.FrameAckTime.Record(timeProvider.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _meters.Watches.Add(-1);
            _meters.RungViewers.Add(-1, RungTags[(int)_rung]);
        }
    }

    private void Step(CameraRung rung)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _meters.RungSteps.Add(1, rung > _rung ? Up : Down);
            _meters.RungViewers.Add(-1, RungTags[(int)_rung]);
            _meters.RungViewers.Add(1, RungTags[(int)rung]);
            _rung = rung;
        }
    }
}
