using System.Collections.Concurrent;
using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras;

/// <summary>
/// The cameras attached to this silo and their status. Camera grains write it. The announcer reads it and wakes up on every change. Thread-safe.
/// </summary>
public sealed class AttachedCameras(IReadOnlyList<CameraOptions> cameras, TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, CameraStatus> _statuses = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Completes with the next change.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>The cameras configured at startup; none is added later.</summary>
    public IReadOnlyList<CameraOptions> All => cameras;

    /// <summary>The options of a camera; null when it is not attached here.</summary>
    public CameraOptions? Options(string cameraId) => cameras.FirstOrDefault(camera => camera.Id == cameraId);

    /// <summary>The newest status of a camera; null when it is not attached here, or its location is not known yet.</summary>
    public CameraStatus? Find(string cameraId) => _statuses.GetValueOrDefault(cameraId);

    /// <summary>The cameras of a location with their newest statuses, in configuration order.</summary>
    public IReadOnlyList<AnnouncedCamera> Of(string locationId) =>
        [.. cameras
            .Select(camera => (Status: Find(camera.Id), camera.IsPublic, camera.PublicRung))
            .Where(camera => camera.Status?.LocationId == locationId)
            .Select(camera => new AnnouncedCamera(camera.Status!, camera.IsPublic, camera.PublicRung))];

    /// <summary>Sets the location of a camera; its state is idle.</summary>
    public void Join(CameraOptions camera, string locationId) =>
        _statuses[camera.Id] = new CameraStatus(
            camera.Id, locationId, camera.LevelId, camera.Name ?? camera.Id, CameraState.Idle, timeProvider.GetUtcNow());

    /// <summary>Sets a new state of a camera; ignored when it is unchanged.</summary>
    public void Update(string cameraId, CameraState state, string? reason, DateTimeOffset since)
    {
        while (_statuses.TryGetValue(cameraId, out var known) && (known.State != state || known.Reason != reason))
        {
            if (!_statuses.TryUpdate(cameraId, known with { State = state, Reason = reason, Since = since }, known))
                continue;
            Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
            return;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
