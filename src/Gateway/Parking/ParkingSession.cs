using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>The locations that one connection to <c>/hubs/parking</c> follows.</summary>
/// <param name="feeds">The feeds of this process.</param>
/// <param name="outbox">Sends to the connection.</param>
/// <param name="most">How many locations it may follow.</param>
internal sealed class ParkingSession(LocationFeeds feeds, Outbox outbox, int most) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IDisposable> _followed = [];
    private bool _closed;

    /// <summary>Follows a location whose status the connection is about to be answered; a repetition changes nothing.</summary>
    /// <param name="status">What the grain answered.</param>
    public void Follow(LocationStatus status)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            outbox.MarkTold(status);
            if (_followed.ContainsKey(status.Id))
                return;
            RequireRoom();
            _followed.Add(status.Id, feeds.Follow(status.Id, new Follower(outbox), status));
        }
    }

    /// <summary>Throws <c>too-many-locations</c> when another location would be one too many.</summary>
    public void RequireRoomFor(string locationId)
    {
        lock (_lock)
        {
            if (!_followed.ContainsKey(locationId))
                RequireRoom();
        }
    }

    /// <summary>Follows a location no longer; one that was not followed is left as it is.</summary>
    public void Unfollow(string locationId)
    {
        lock (_lock)
        {
            if (!_followed.Remove(locationId, out var following))
                return;
            following.Dispose();
            outbox.ForgetLocation(locationId);
        }
    }

    /// <summary>Ends all: the connection is gone.</summary>
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

    private void RequireRoom()
    {
        if (_followed.Count >= most)
            throw Refuse.TooManyLocations(most);
    }

    private sealed class Follower(Outbox outbox) : ILocationFollower
    {
        public void Offer(LocationStatus status) => outbox.Offer(status);
    }
}
