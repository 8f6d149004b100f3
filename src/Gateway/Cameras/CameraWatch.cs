using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cameras;

/// <summary>One camera that a hub connection watches: its frames, and how it is.</summary>
internal sealed class CameraWatch(CameraAccess access, string askedFor, FrameViewer viewer, LocationFeeds locations, Outbox outbox)
    : ILocationFollower, IDisposable
{
    private readonly Lock _lock = new();
    private IDisposable? _following;
    private bool _ended;

    /// <summary>The camera's own id.</summary>
    public string CameraId { get; } = access.Camera.CameraId;

    /// <summary>The right to the pictures.</summary>
    public CameraAccess Access => access;

    /// <summary>The frames as they are to be sent, and the acknowledgements.</summary>
    public FrameViewer Viewer => viewer;

    /// <summary>Whether a client that says this id means this watch: the camera's, or that of the location by which it asked for it.</summary>
    public bool Answers(string id) => id == CameraId || id == askedFor;

    /// <summary>Begins to tell how the camera is, at the location to which it belongs now.</summary>
    public void FollowStatus()
    {
        access.Moved = FollowStatus;
        lock (_lock)
        {
            if (_ended)
                return;
            _following?.Dispose();
            _following = locations.Follow(access.Camera.LocationId, this);
        }
    }

    /// <inheritdoc/>
    public Outbox? Offer(LocationStatus status)
    {
        foreach (var each in status.Cameras)
        {
            if (each.Id == CameraId)
                outbox.Offer(each);
        }

        return null;
    }

    /// <summary>Ends the watch; only the first call counts.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
            _following?.Dispose();
            outbox.ForgetCamera(CameraId);
            viewer.Dispose();
            access.Dispose();
        }
    }
}
