using System.Diagnostics.CodeAnalysis;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// What one connection has yet to be told: at most one item for each level and camera, always the newest. Remembers what
/// was told, so that nothing older or equal follows it. Not safe for use by several threads at a time.
/// </summary>
internal sealed class PendingUpdates
{
    private readonly Queue<Subject> _order = new();
    private readonly Dictionary<Subject, object> _pending = [];
    private readonly Dictionary<Subject, long> _toldVersions = [];
    private readonly Dictionary<Subject, CameraStatus> _toldCameras = [];

    /// <summary>How many items wait.</summary>
    public int Count => _pending.Count;

    /// <summary>Notes that the connection has been told this status of a level in another way.</summary>
    public void MarkTold(LevelStatus status)
    {
        var subject = Subject.Of(status);
        if (status.Version > _toldVersions.GetValueOrDefault(subject, long.MinValue))
            _toldVersions[subject] = status.Version;
        if (_pending.TryGetValue(subject, out var waiting) && ((LevelStatus)waiting).Version <= status.Version)
            _pending.Remove(subject);
    }

    /// <summary>Takes a status of a level, unless the connection was told, or will be, of one that is as new.</summary>
    /// <returns>Whether it replaced an older one that was waiting.</returns>
    public bool Offer(LevelStatus status)
    {
        var subject = Subject.Of(status);
        if (status.Version <= _toldVersions.GetValueOrDefault(subject, long.MinValue))
            return false;
        return (!_pending.TryGetValue(subject, out var waiting) || ((LevelStatus)waiting).Version < status.Version) && Put(subject, status);
    }

    /// <summary>Takes the status of a camera, unless the connection knows it.</summary>
    /// <returns>Whether it replaced another one that was waiting.</returns>
    public bool Offer(CameraStatus status)
    {
        var subject = Subject.Of(status);
        if (!_toldCameras.TryGetValue(subject, out var told) || told != status)
            return Put(subject, status);
        // Back to what was told last: nothing is left to tell.
        return _pending.Remove(subject);
    }

    /// <summary>Takes the item that waits longest and counts it as told.</summary>
    public bool TryTake([NotNullWhen(true)] out object? item)
    {
        while (_order.TryDequeue(out var subject))
        {
            if (!_pending.Remove(subject, out item))
                continue;
            if (item is LevelStatus level)
                _toldVersions[subject] = level.Version;
            else
                _toldCameras[subject] = (CameraStatus)item;
            return true;
        }

        item = null;
        return false;
    }

    /// <summary>Drops what waits for a camera that the connection no longer watches, and what was told of it.</summary>
    public void ForgetCamera(string cameraId)
    {
        var subject = new Subject(Subject.Camera, cameraId);
        _pending.Remove(subject);
        _toldCameras.Remove(subject);
    }

    /// <summary>Drops all about a location that the connection no longer follows.</summary>
    public void ForgetLocation(string locationId)
    {
        foreach (var (subject, item) in _pending)
        {
            var owner = item is LevelStatus level ? level.LocationId : ((CameraStatus)item).LocationId;
            if (owner == locationId)
                _pending.Remove(subject);
        }

        foreach (var subject in _toldVersions.Keys)
        {
            if (subject.Owner == locationId)
                _toldVersions.Remove(subject);
        }

        foreach (var (subject, camera) in _toldCameras)
        {
            if (camera.LocationId == locationId)
                _toldCameras.Remove(subject);
        }
    }

    private bool Put(Subject subject, object item)
    {
        var replaced = _pending.ContainsKey(subject);
        _pending[subject] = item;
        // A subject that was dropped while it waited may still stand in the order; then it keeps its place.
        if (!replaced && !_order.Contains(subject))
            _order.Enqueue(subject);
        return replaced;
    }

    private readonly record struct Subject(string Owner, string Id)
    {
        /// <summary>Stands for the location of a camera; no slug can equal it.</summary>
        public const string Camera = "";

        public static Subject Of(LevelStatus status) => new(status.LocationId, status.LevelId);

        public static Subject Of(CameraStatus status) => new(Camera, status.Id);
    }
}
