using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Feeds;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>One rung of a camera in this process: one subscription for all viewers.</summary>
internal sealed class FrameFeed : IAsyncDisposable
{
    private readonly GatewayMeters _meters;
    private readonly TimeProvider _timeProvider;
    private readonly StreamSubscription<CameraFrame> _subscription;
    private readonly ArrivalRate _rate = new();

    public FrameFeed(FrameFeedKey key, ClusterStreams streams, GatewayMeters meters, TimeProvider timeProvider, ILogger<FrameFeed> logger)
    {
        (_meters, _timeProvider) = (meters, timeProvider);
        _meters.FrameFeeds.Add(1);
        _subscription = new StreamSubscription<CameraFrame>(streams, ParkingStreams.Frames(key.CameraId, key.Rung), Publish, timeProvider, logger);
    }

    /// <summary>The newest frame.</summary>
    public FrameSlot Slot { get; } = new();

    /// <summary>Captures a second, estimated from sequence numbers.</summary>
    public double FramesPerSecond => _rate.PerSecond;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _subscription.DisposeAsync();
        Slot.Empty();
        _meters.FrameFeeds.Add(-1);
    }

    private void Publish(CameraFrame frame)
    {
        _meters.FramesReceived.Add(1);
        _rate.Arrived(_timeProvider.GetElapsedTime(0), frame.Sequence);
        Slot.Put(frame);
    }
}
