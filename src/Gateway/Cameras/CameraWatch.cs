using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cameras;

/// <summary>One camera that a hub connection watches: its frames and its status.</summary>
internal sealed class CameraWatch(CameraAccess access, IDisposable? record, string askedFor, FrameViewer viewer, LocationFeeds locations, Outbox outbox)
    : ILocationFollower, IDisposable
{
    private readonly Lock _lock = new();
    private IDisposable? _following;
    private bool _ended;

    /// <summary>The camera's own id.</summary>
    public string CameraId { get; } = access.Camera.CameraId;

    /// <summary>The right to the pictures.</summary>
    public CameraAccess Access => access;

    /// <summary>Sends the frames and handles the acknowledgements.</summary>
    public FrameViewer Viewer => viewer;

    /// <summary>Whether this id names this watch: the camera's id, or the id of the location that the client asked for.</summary>
    public bool Answers(string id) => id == CameraId || id == askedFor;

    /// <summary>Starts sending the camera's status, at its current location.</summary>
    public void FollowStatus()
    {
        access.Moved = FollowStatus;
        access.FollowRung(viewer.LimitTo);
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
        foreach (var camera in status.Cameras)
        {
            if (camera.Id == CameraId)
                outbox.Offer(camera);
        }

        return null;
    }

    /// <summary>Ends the watch; only the first call has an effect.</summary>
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
            record?.Dispose();
        }
    }
}
