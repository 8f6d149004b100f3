using System.Collections.Immutable;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Feeds;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>One location in this process: one subscription, published to all its followers.</summary>
internal sealed class LocationFeed : IAsyncDisposable
{
    /// <summary>
    /// Number of connections that one thread-pool work item serves, one after the other: one work item each would cost more than the sending. No
    /// connection waits for another: when a connection is full, its send continues asynchronously.
    /// </summary>
    private const int SendersInTurn = 64;

    private readonly Lock _lock = new();
    private readonly GatewayMeters _meters;
    private readonly StreamSubscription<LocationStatus> _subscription;
    private ImmutableArray<ILocationFollower> _followers = [];
    private LocationStatus? _latest;

    public LocationFeed(string locationId, ClusterStreams streams, GatewayMeters meters, TimeProvider timeProvider, ILogger<LocationFeed> logger)
    {
        _meters = meters;
        _meters.LocationFeeds.Add(1);
        _subscription = new StreamSubscription<LocationStatus>(streams, ParkingStreams.LocationStatus(locationId), Publish, timeProvider, logger);
    }

    /// <summary>Adds a follower, which receives the newest status immediately if there is one.</summary>
    /// <param name="follower">The follower.</param>
    /// <param name="known">A status that the follower's side got from the grain. It is published to the others when it is newer than theirs.</param>
    public void Attach(ILocationFollower follower, LocationStatus? known = null)
    {
        lock (_lock)
        {
            if (known is not null && (_latest is null || known.Version > _latest.Version))
                NotifyFollowers(known);
            _followers = _followers.Add(follower);
            if (_latest is not null)
                Send(follower.Offer(_latest));
        }
    }

    /// <summary>Removes a follower.</summary>
    public void Detach(ILocationFollower follower)
    {
        lock (_lock)
            _followers = _followers.Remove(follower);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _subscription.DisposeAsync();
        _meters.LocationFeeds.Add(-1);
    }

    /// <summary>The stream decides which status is newest, also after the location was created again.</summary>
    private void Publish(LocationStatus status)
    {
        lock (_lock)
            NotifyFollowers(status);
    }

    private void NotifyFollowers(LocationStatus status)
    {
        // Each follower was already offered the whole previous status.
        var change = _latest is null ? status : LocationChange.Since(_latest, status);
        _latest = status;
        if (change.Levels.Count == 0 && change.Cameras.Count == 0)
            return;
        var turn = new List<Outbox>(SendersInTurn);
        foreach (var follower in _followers)
        {
            if (follower.Offer(change) is not { } outbox)
                continue;
            turn.Add(outbox);
            if (turn.Count < SendersInTurn)
                continue;
            Send(turn);
            turn = new List<Outbox>(SendersInTurn);
        }

        Send(turn);
    }

    private static void Send(Outbox? outbox)
    {
        if (outbox is not null)
            ThreadPool.UnsafeQueueUserWorkItem(outbox, preferLocal: false);
    }

    private static void Send(List<Outbox> turn)
    {
        if (turn.Count == 0)
            return;
        ThreadPool.UnsafeQueueUserWorkItem(
            static work =>
            {
                using var step = GatewayTraces.Begin("send to phones", work.Trace)?.SetTag("liveparking.connections", work.Outboxes.Count);
                work.Outboxes.ForEach(outbox => outbox.Send());
            },
            (Outboxes: turn, Trace: GatewayTraces.Current),
            preferLocal: false);
    }
}
