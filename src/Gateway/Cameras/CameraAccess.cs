using LiveParking.Gateway.Access;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// The right of a caller to the pictures of a camera, while they are sent. It ends with the caller's token, and when the catalog says that
/// the caller may watch the camera no longer.
/// </summary>
/// <param name="camera">The camera as the catalog listed it when the watch began.</param>
/// <param name="access">What ends with the caller's token.</param>
/// <param name="leave">Takes it out of <see cref="CameraAccessMonitor"/>.</param>
internal sealed class CameraAccess(CameraEntry camera, RunningAccess access, Action<CameraAccess> leave) : IDisposable
{
    private volatile CameraEntry _camera = camera;

    /// <summary>The camera as the catalog listed it last.</summary>
    public CameraEntry Camera => _camera;

    /// <summary>Called after the camera moved to another location.</summary>
    public Action? Moved { get; set; }

    /// <summary>Cancelled when the caller may watch no longer.</summary>
    public CancellationToken Ended => access.Ended;

    /// <summary>Why the caller may watch no longer; null while the caller may.</summary>
    public Fault? Reason => access.Reason;

    /// <summary>The catalog lists the camera like this now.</summary>
    public void Update(CameraEntry now)
    {
        if (Caller.Of(access.User).WatchFault(now) is { } fault)
        {
            End(fault);
            return;
        }

        var moved = now.LocationId != _camera.LocationId;
        _camera = now;
        if (moved)
            Moved?.Invoke();
    }

    /// <summary>Ends it; only the first call counts.</summary>
    public void End(Fault reason) => access.End(reason);

    /// <summary>The watch has ended.</summary>
    public void Dispose()
    {
        leave(this);
        access.Dispose();
    }
}
