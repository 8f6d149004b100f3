using System.Runtime.CompilerServices;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// One viewer of a camera. It takes the newest frame from the slot of its rung whenever <see cref="ViewerControl"/> allows the next one, and keeps no
/// frame itself. Frames resume when an offline camera comes back.
/// </summary>
internal sealed class FrameViewer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ViewerControl _control;
    private readonly RungSwitch _rungs;
    private readonly ViewerMeters _meters;
    private readonly TimeProvider _timeProvider;
    private readonly bool _acks;
    private readonly SemaphoreSlim _acknowledged = new(0, 1);
    private long _lastSent = long.MinValue;
    private volatile CameraRung _best;
    private int _disposed;

    public FrameViewer(string cameraId, WatchRequest terms, FrameFeeds feeds, GatewayMeters meters, TimeProvider timeProvider)
    {
        (_timeProvider, _acks) = (timeProvider, terms.Acks);
        _control = new ViewerControl(terms);
        _best = terms.BestRung;
        _rungs = new RungSwitch(cameraId, terms.FirstRung, feeds);
        _meters = new ViewerMeters(meters, timeProvider, terms.FirstRung);
    }

    /// <summary>
    /// The frames for this viewer, until it is cancelled. Requesting the next frame means that the connection took the previous one.
    /// </summary>
    public async IAsyncEnumerable<CameraFrame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var end = cancellationToken.UnsafeRegister(static rungs => ((RungSwitch)rungs!).Wake(), _rungs);
        while (true)
        {
            var wake = _rungs.NextWake();
            cancellationToken.ThrowIfCancellationRequested();
            var decision = Decide();
            if (!decision.MaySend)
            {
                if (decision.NeedsAck)
                    await _acknowledged.WaitAsync(cancellationToken);
                else
                    await Task.Delay(decision.Wait, _timeProvider, cancellationToken);
                continue;
            }

            if (_rungs.IsSwitching)
                await _rungs.ProceedAsync(_lastSent, wake);
            SlotFrame next;
            try
            {
                next = await _rungs.Feed.Slot.NextAsync(_rungs.LastOrdinal, wake);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The target rung has changed.
                continue;
            }

            if (next.Frame!.Rung > _best)
            {
                // The viewer may no longer see this rung; the lower one has no frame yet.
                _rungs.LastOrdinal = next.Ordinal;
                continue;
            }

            if (!TryBegin(next))
                continue;
            yield return next.Frame!;
            if (!_acks)
                Accepted();
        }
    }

    /// <summary>The viewer has received all frames up to this one.</summary>
    public void Acknowledge(long sequence)
    {
        CameraRung target;
        lock (_lock)
        {
            if (_disposed != 0)
                return;
            if (_control.RecordAcknowledgement(sequence, Now()) is not { } took)
            {
                _meters.RecordAcknowledgement(null);
                return;
            }

            _meters.RecordAcknowledgement(took);
            target = _control.Target;
            if (_acknowledged.CurrentCount == 0)
                _acknowledged.Release();
        }

        _rungs.SetTarget(target);
    }

    /// <summary>The best rung that the viewer may watch has changed.</summary>
    public void LimitTo(CameraRung best)
    {
        CameraRung target;
        lock (_lock)
        {
            if (_disposed != 0)
                return;
            _control.LimitTo(best);
            _best = best;
            target = _control.Target;
        }

        _rungs.SetTarget(target);
    }

    /// <summary>The viewer has left.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _rungs.Dispose();
        _meters.Dispose();
    }

    private PaceDecision Decide()
    {
        lock (_lock)
            return _control.Decide(Now(), _rungs.Feed.FramesPerSecond);
    }

    /// <summary>Counts the frame as sent, unless waiting for it took so long that another decision is needed.</summary>
    private bool TryBegin(SlotFrame next)
    {
        var frame = next.Frame!;
        var now = Now();
        lock (_lock)
        {
            if (!_control.Decide(now, _rungs.Feed.FramesPerSecond).MaySend)
                return false;
            _control.RecordSent(_rungs.Rung, frame.Sequence, frame.Data.Length, now);
        }

        _meters.RecordSent(_rungs.Rung, frame, _rungs.LastOrdinal > 0 ? next.Ordinal - _rungs.LastOrdinal - 1 : 0);
        (_rungs.LastOrdinal, _lastSent) = (next.Ordinal, frame.Sequence);
        return true;
    }

    private void Accepted()
    {
        CameraRung target;
        lock (_lock)
        {
            _control.Accepted(Now());
            target = _control.Target;
        }

        _rungs.SetTarget(target);
    }

    private TimeSpan Now() => _timeProvider.GetElapsedTime(0);
}
