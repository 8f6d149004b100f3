using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Grains.Cameras;

/// <summary>
/// The cameras attached to this silo and how each is now. Camera grains write it, the announcer reads it and
/// is woken by every change. Safe from any thread.
/// </summary>
public sealed class AttachedCameras(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, AnnouncedCamera> _cameras = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Completes with the next change.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>All of them, by id.</summary>
    public IReadOnlyList<AnnouncedCamera> All => [.. _cameras.Values.OrderBy(camera => camera.Status.Id, StringComparer.Ordinal)];

    /// <summary>Attaches a camera, idle.</summary>
    public void Attach(string cameraId, string locationId, string? levelId, string name, bool isPublic)
    {
        _cameras[cameraId] = new AnnouncedCamera(
            new CameraStatus(cameraId, locationId, levelId, name, CameraState.Idle, clock.GetUtcNow()), isPublic);
        Signal();
    }

    /// <summary>The newest status of a camera; null when it is not attached here.</summary>
    public CameraStatus? Find(string cameraId) => _cameras.GetValueOrDefault(cameraId)?.Status;

    /// <summary>Takes over a new state of a camera; nothing happens when it is the same.</summary>
    public void Update(string cameraId, CameraState state, string? reason, DateTimeOffset since)
    {
        while (_cameras.TryGetValue(cameraId, out var known) && (known.Status.State != state || known.Status.Reason != reason))
        {
            var next = known with { Status = known.Status with { State = state, Reason = reason, Since = since } };
            if (!_cameras.TryUpdate(cameraId, next, known))
                continue;
            Signal();
            return;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
}
