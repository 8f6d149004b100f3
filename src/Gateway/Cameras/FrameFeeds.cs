using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Feeds;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Cameras;

/// <summary>The frame feeds with viewers at this gateway.</summary>
internal sealed class FrameFeeds(
    ClusterStreams streams, GatewayMeters meters, TimeProvider timeProvider, IOptions<GatewayOptions> options, ILogger<FrameFeed> logger) : IAsyncDisposable
{
    private readonly FeedRegistry<FrameFeedKey, FrameFeed> _feeds =
        new(key => new FrameFeed(key, streams, meters, timeProvider, logger), options.Value.FeedLinger, timeProvider);

    /// <summary>Number of feeds, including those that linger.</summary>
    public int Count => _feeds.Count;

    /// <summary>The feed of a camera's rung, until the lease is disposed.</summary>
    public FeedRegistry<FrameFeedKey, FrameFeed>.Lease Acquire(FrameFeedKey key) => _feeds.Acquire(key);

    /// <summary>The newest frame of a camera's rung, when this gateway receives it now; null otherwise. Starts nothing.</summary>
    public CameraFrame? NewestOf(FrameFeedKey key) => _feeds.Find(key)?.Slot.Newest.Frame;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _feeds.DisposeAsync();
}
