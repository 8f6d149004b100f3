using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>The locations that one connection to <c>/hubs/parking</c> follows.</summary>
/// <param name="feeds">The feeds of this process.</param>
/// <param name="outbox">Sends to the connection.</param>
/// <param name="most">Maximum number of locations.</param>
internal sealed class ParkingSession(LocationFeeds feeds, Outbox outbox, int most) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IDisposable> _followed = [];
    private readonly HashSet<Intent> _intents = [];
    private bool _closed;

    /// <summary>
    /// Records that the connection wants to follow a location, whose grain is being called. <see cref="Follow"/> or <see cref="Drop"/> completes it.
    /// </summary>
    /// <exception cref="ApiException"><c>too-many-locations</c>: the limit is exceeded.</exception>
    public Intent Want(string locationId)
    {
        lock (_lock)
        {
            if (!_followed.ContainsKey(locationId) && _followed.Count + _intents.Count >= most)
                throw ApiErrors.TooManyLocations(most);
            var intent = new Intent(locationId);
            _intents.Add(intent);
            return intent;
        }
    }

    /// <summary>The grain returned no status.</summary>
    public void Drop(Intent intent)
    {
        lock (_lock)
            _intents.Remove(intent);
    }

    /// <summary>
    /// Follows a location whose status is about to be returned. A repeated call changes nothing. A location that the connection has unsubscribed from
    /// in the meantime is not followed.
    /// </summary>
    /// <param name="intent">The request of the connection.</param>
    /// <param name="status">The grain's answer.</param>
    public void Follow(Intent intent, LocationStatus status)
    {
        lock (_lock)
        {
            if (!_intents.Remove(intent) || _closed)
                return;
            outbox.MarkSent(status);
            if (_followed.ContainsKey(status.Id))
                return;
            _followed.Add(status.Id, feeds.Follow(status.Id, new Follower(outbox), status));
        }
    }

    /// <summary>Stops following a location; ignored when it is not followed.</summary>
    public void Unfollow(string locationId)
    {
        lock (_lock)
        {
            _intents.RemoveWhere(intent => intent.LocationId == locationId);
            if (!_followed.Remove(locationId, out var following))
                return;
            following.Dispose();
            outbox.ForgetLocation(locationId);
        }
    }

    /// <summary>Ends all because the connection is closed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            outbox.Close();
            foreach (var following in _followed.Values)
                following.Dispose();
            _followed.Clear();
        }
    }

    /// <summary>A request to follow a location, one for each call.</summary>
    internal sealed class Intent(string locationId)
    {
        public string LocationId => locationId;
    }

    private sealed class Follower(Outbox outbox) : ILocationFollower
    {
        public Outbox? Offer(LocationStatus status) => outbox.TryOffer(status) ? outbox : null;
    }
}
