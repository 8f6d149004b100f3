using System.Runtime.CompilerServices;
using LiveParking.Gateway.Feeds;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// One viewer of a camera. It takes the newest frame from the slot of its rung whenever its link has taken the one before,
/// and keeps none itself. The frames go on when the camera was offline and comes back.
/// </summary>
internal sealed class FrameViewer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ViewerPacer _pacer;
    private readonly FeedRegistry<FrameFeedKey, FrameFeed>.Lease _lease;
    private readonly GatewayMeters _meters;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _acknowledged = new(0, 1);
    private int _disposed;

    public FrameViewer(string cameraId, WatchTerms terms, FrameFeeds feeds, GatewayMeters meters, TimeProvider time)
    {
        (_meters, _time) = (meters, time);
        _pacer = new ViewerPacer(terms.MaxFps, terms.Acks);
        _lease = feeds.Acquire(new FrameFeedKey(cameraId, terms.FirstRung));
        _meters.Watches.Add(1);
    }

    /// <summary>The frames as this viewer is to get them, until it is cancelled.</summary>
    public async IAsyncEnumerable<CameraFrame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = 0L;
        while (true)
        {
            await WaitForTurnAsync(cancellationToken);
            var next = await _lease.Feed.Slot.NextAsync(seen, cancellationToken);
            if (!TryBegin(next.Frame!))
                continue;
            if (seen > 0 && next.Ordinal > seen + 1)
                _meters.FramesSkipped.Add(next.Ordinal - seen - 1);
            seen = next.Ordinal;
            yield return next.Frame!;
            _meters.FramesSent.Add(1);
            _meters.FrameBytesSent.Add(next.Frame!.Data.Length);
        }
    }

    /// <summary>The viewer has all frames up to this one.</summary>
    public void Acknowledge(long sequence)
    {
        _meters.FramesAcknowledged.Add(1);
        lock (_lock)
        {
            if (_disposed == 0 && _pacer.Acknowledged(sequence, Now()) && _acknowledged.CurrentCount == 0)
                _acknowledged.Release();
        }
    }

    /// <summary>The viewer is gone.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _lease.Dispose();
        _meters.Watches.Add(-1);
    }

    private async ValueTask WaitForTurnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var decision = Decide();
            if (decision.MaySend)
                return;
            if (decision.NeedsAck)
                await _acknowledged.WaitAsync(cancellationToken);
            else
                await Task.Delay(decision.Wait, _time, cancellationToken);
        }
    }

    private PaceDecision Decide()
    {
        lock (_lock)
            return _pacer.Decide(Now(), _lease.Feed.FramesPerSecond);
    }

    /// <summary>Counts the frame as sent, unless waiting for it took so long that the turn has passed.</summary>
    private bool TryBegin(CameraFrame frame)
    {
        lock (_lock)
        {
            if (!_pacer.Decide(Now(), _lease.Feed.FramesPerSecond).MaySend)
                return false;
            _pacer.Sent(frame.Sequence, Now());
            return true;
        }
    }

    private TimeSpan Now() => _time.GetElapsedTime(0);
}
