using System.Diagnostics.CodeAnalysis;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// The statuses that one connection has not received yet: at most one item for each level and camera, always the newest. It remembers what was sent,
/// so that no older or equal status follows. Not thread-safe.
/// </summary>
internal sealed class PendingUpdates
{
    private readonly Queue<Subject> _order = new();
    private readonly Dictionary<Subject, object> _pending = [];
    private readonly Dictionary<Subject, long> _sentVersions = [];
    private readonly Dictionary<Subject, CameraStatus> _sentCameras = [];

    /// <summary>Number of pending items.</summary>
    public int Count => _pending.Count;

    /// <summary>Records that the connection received this status of a level in another way.</summary>
    public void MarkSent(LevelStatus status)
    {
        var subject = Subject.Of(status);
        if (status.Version > _sentVersions.GetValueOrDefault(subject, long.MinValue))
            _sentVersions[subject] = status.Version;
        if (_pending.TryGetValue(subject, out var waiting) && ((LevelStatus)waiting).Version <= status.Version)
            _pending.Remove(subject);
    }

    /// <summary>Queues a level status, unless one that is as new was sent or is queued.</summary>
    /// <returns>Whether it replaced an older pending one.</returns>
    public bool Offer(LevelStatus status)
    {
        var subject = Subject.Of(status);
        if (status.Version <= _sentVersions.GetValueOrDefault(subject, long.MinValue))
            return false;
        return (!_pending.TryGetValue(subject, out var waiting) || ((LevelStatus)waiting).Version < status.Version) && Put(subject, status);
    }

    /// <summary>Queues a camera status, unless the connection already has it.</summary>
    /// <returns>Whether it replaced another pending one.</returns>
    public bool Offer(CameraStatus status)
    {
        var subject = Subject.Of(status);
        if (!_sentCameras.TryGetValue(subject, out var sent) || sent != status)
            return Put(subject, status);
        // The status is again the last sent one, so nothing remains to send.
        return _pending.Remove(subject);
    }

    /// <summary>Takes the oldest pending item and records it as sent.</summary>
    public bool TryTake([NotNullWhen(true)] out object? item)
    {
        while (_order.TryDequeue(out var subject))
        {
            if (!_pending.Remove(subject, out item))
                continue;
            if (item is LevelStatus level)
                _sentVersions[subject] = level.Version;
            else
                _sentCameras[subject] = (CameraStatus)item;
            return true;
        }

        item = null;
        return false;
    }

    /// <summary>Drops the pending and sent statuses of a camera that the connection no longer watches.</summary>
    public void ForgetCamera(string cameraId)
    {
        var subject = new Subject(Subject.Camera, cameraId);
        _pending.Remove(subject);
        _sentCameras.Remove(subject);
    }

    /// <summary>Drops everything about a location that the connection no longer follows.</summary>
    public void ForgetLocation(string locationId)
    {
        foreach (var (subject, item) in _pending)
        {
            var owner = item is LevelStatus level ? level.LocationId : ((CameraStatus)item).LocationId;
            if (owner == locationId)
                _pending.Remove(subject);
        }

        foreach (var subject in _sentVersions.Keys)
        {
            if (subject.Owner == locationId)
                _sentVersions.Remove(subject);
        }

        foreach (var (subject, camera) in _sentCameras)
        {
            if (camera.LocationId == locationId)
                _sentCameras.Remove(subject);
        }
    }

    private bool Put(Subject subject, object item)
    {
        var replaced = _pending.ContainsKey(subject);
        _pending[subject] = item;
        // A subject that was dropped while pending may still be in the queue; then it keeps its position.
        if (!replaced && !_order.Contains(subject))
            _order.Enqueue(subject);
        return replaced;
    }

    private readonly record struct Subject(string Owner, string Id)
    {
        /// <summary>Key part of a camera, in place of a location; no slug can equal it.</summary>
        public const string Camera = "";

        public static Subject Of(LevelStatus status) => new(status.LocationId, status.LevelId);

        public static Subject Of(CameraStatus status) => new(Camera, status.Id);
    }
}
