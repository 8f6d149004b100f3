using System.Globalization;
using LiveParking.Cameras.Capture.Changes;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras.Capture;

/// <summary>The current condition of a camera, reported to the receiver and the log with each change, in order. Thread-safe.</summary>
internal sealed class ConditionReport(CaptureContext camera, Action<CameraCondition> onState)
{
    private readonly object _lock = new();
    private volatile CameraCondition _newest = new(CameraState.Idle, camera.Clock.GetUtcNow());
    private CaptureSession? _session;

    /// <summary>The current condition.</summary>
    public CameraCondition Newest => _newest;

    /// <summary>The offline reason for broken pictures.</summary>
    public string BrokenReason => $"no picture could be decoded for {Seconds(camera.Options.StallTimeout)} s";

    /// <summary>A time in seconds, for people.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>From now on only this capture's reports are accepted; null accepts none.</summary>
    public void AcceptFrom(CaptureSession? session)
    {
        lock (_lock)
            _session = session;
    }

    /// <summary>Reports a capture's verdict on its pictures.</summary>
    public void Update(PictureVerdict verdict, CaptureSession? by)
    {
        var (state, reason) = verdict switch
        {
            PictureVerdict.Frozen => (CameraState.Frozen, $"the picture has not changed for {Seconds(camera.Options.FrozenAfter)} s"),
            PictureVerdict.Broken => (CameraState.Offline, BrokenReason),
            _ => (CameraState.Live, (string?)null),
        };
        Update(state, reason, by);
    }

    /// <summary>Reports a state; ignored when it is unchanged.</summary>
    /// <param name="state">The new state.</param>
    /// <param name="reason">Why the camera is offline or frozen.</param>
    /// <param name="by">The reporting capture; ignored when it is not the accepted one. Null when the supervisor reports.</param>
    public void Update(CameraState state, string? reason = null, CaptureSession? by = null)
    {
        lock (_lock)
        {
            if ((by is not null && by != _session) || (_newest.State == state && _newest.Reason == reason))
                return;
            _newest = new CameraCondition(state, camera.Clock.GetUtcNow(), reason);
            if (reason is null)
                CaptureLog.StateChanged(camera.Log, camera.Options.Id, camera.Address, state);
            else
                CaptureLog.WentAway(camera.Log, camera.Options.Id, camera.Address, state, reason);
            try
            {
                onState(_newest);
            }
            catch (Exception fault)
            {
                CaptureLog.ReceiverFailed(camera.Log, camera.Options.Id, fault);
            }
        }
    }
}
