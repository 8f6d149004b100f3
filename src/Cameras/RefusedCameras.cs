using System.Collections.Concurrent;

namespace LiveParking.Cameras;

/// <summary>
/// The cameras of this silo whose location an operator has removed. They can't be found until the location is created again. Thread-safe.
/// </summary>
public sealed class RefusedCameras
{
    private readonly ConcurrentDictionary<string, byte> _ids = new(StringComparer.Ordinal);

    /// <summary>Whether the set contains a camera.</summary>
    public bool Contains(string cameraId) => _ids.ContainsKey(cameraId);

    internal void Add(string cameraId) => _ids[cameraId] = 0;

    internal void Remove(string cameraId) => _ids.TryRemove(cameraId, out _);
}
