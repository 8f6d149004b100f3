using LiveParking.Gateway.Access;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// The right of a caller to a camera's pictures, for the duration of a watch. It ends with the caller's token, or when the catalog no longer allows
/// the caller to watch the camera.
/// </summary>
/// <param name="camera">The camera as the catalog listed it when the watch began.</param>
/// <param name="access">Ends with the caller's token.</param>
/// <param name="leave">Removes it from <see cref="CameraAccessMonitor"/>.</param>
internal sealed class CameraAccess(CameraEntry camera, ActiveAccess access, Action<CameraAccess> leave) : IDisposable
{
    private readonly Lock _lock = new();
    private volatile CameraEntry _camera = camera;
    private CameraRung _bestRung = Caller.Of(access.User).BestRungOf(camera);
    private Action<CameraRung>? _rungChanged;

    /// <summary>The latest catalog entry of the camera.</summary>
    public CameraEntry Camera => _camera;

    /// <summary>Whether the groups of the camera's location decide.</summary>
    public bool UsesGroups => access.User is TokenPrincipal { Places.UsesGroups: true };

    /// <summary>The best rung that the caller may watch.</summary>
    public CameraRung BestRung
    {
        get
        {
            lock (_lock)
                return _bestRung;
        }
    }

    /// <summary>Has a viewer follow the best rung: it is called now, and after each change.</summary>
    public void FollowRung(Action<CameraRung> changed)
    {
        lock (_lock)
        {
            _rungChanged = changed;
            changed(_bestRung);
        }
    }

    /// <summary>Called after the camera moved to another location.</summary>
    public Action? Moved { get; set; }

    /// <summary>Cancelled when the caller may no longer watch.</summary>
    public CancellationToken Ended => access.Ended;

    /// <summary>Why the caller may no longer watch; null while the caller may.</summary>
    public ApiError? Reason => access.Reason;

    /// <summary>Applies the current catalog entry of the camera.</summary>
    public void Update(CameraEntry now)
    {
        if (Caller.Of(access.User).WatchFault(now) is { } fault)
        {
            End(fault);
            return;
        }

        var moved = now.LocationId != _camera.LocationId;
        _camera = now;
        // Also when the camera is unchanged: its location may have left the groups of the token, or the caller sends another token.
        var best = Caller.Of(access.User).BestRungOf(now);
        lock (_lock)
        {
            if (best != _bestRung)
                _rungChanged?.Invoke(best);
            _bestRung = best;
        }

        if (moved)
            Moved?.Invoke();
    }

    /// <summary>Ends it; only the first call has an effect.</summary>
    public void End(ApiError reason) => access.End(reason);

    /// <summary>The watch has ended.</summary>
    public void Dispose()
    {
        leave(this);
        access.Dispose();
    }
}
