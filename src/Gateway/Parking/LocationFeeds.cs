using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Feeds;
using LiveParking.Gateway.Metrics;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Parking;

/// <summary>The location feeds with followers at this gateway.</summary>
internal sealed class LocationFeeds(
    ClusterStreams streams, GatewayMeters meters, TimeProvider timeProvider, IOptions<GatewayOptions> options, ILogger<LocationFeed> logger) : IAsyncDisposable
{
    private readonly FeedRegistry<string, LocationFeed> _feeds =
        new(id => new LocationFeed(id, streams, meters, timeProvider, logger), options.Value.FeedLinger, timeProvider);

    /// <summary>Number of feeds, including those that linger.</summary>
    public int Count => _feeds.Count;

    /// <summary>Follows a location until the result is disposed.</summary>
    /// <param name="locationId">The location.</param>
    /// <param name="follower">The follower.</param>
    /// <param name="known">A status that is already known from the grain.</param>
    public IDisposable Follow(string locationId, ILocationFollower follower, Grains.Interfaces.Locations.LocationStatus? known = null)
    {
        var lease = _feeds.Acquire(locationId);
        lease.Feed.Attach(follower, known);
        return new Following(lease, follower);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _feeds.DisposeAsync();

    private sealed class Following(FeedRegistry<string, LocationFeed>.Lease lease, ILocationFollower follower) : IDisposable
    {
        public void Dispose()
        {
            lease.Feed.Detach(follower);
            lease.Dispose();
        }
    }
}
