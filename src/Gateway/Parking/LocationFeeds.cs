using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Feeds;
using LiveParking.Gateway.Metrics;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Parking;

/// <summary>The locations that somebody at this gateway follows.</summary>
internal sealed class LocationFeeds(
    ParkingCluster cluster, GatewayMeters meters, TimeProvider time, IOptions<GatewayOptions> options, ILogger<LocationFeed> logger) : IAsyncDisposable
{
    private readonly FeedRegistry<string, LocationFeed> _feeds =
        new(id => new LocationFeed(id, cluster, meters, time, logger), options.Value.FeedLinger, time);

    /// <summary>How many there are, those that linger included.</summary>
    public int Count => _feeds.Count;

    /// <summary>Follows a location until what is returned is disposed of.</summary>
    /// <param name="locationId">The location.</param>
    /// <param name="follower">Who wants to know.</param>
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
