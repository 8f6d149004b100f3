using System.Collections.Concurrent;

namespace LiveParking.Grains.Cameras.Capture;

/// <summary>
/// Makes sure that a process never captures one camera twice at a time, also when a supervisor is gone and its native read is still stuck.
/// One instance a process.
/// </summary>
public sealed class CaptureSlots
{
    private readonly ConcurrentDictionary<string, byte> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes the slot of a camera.</summary>
    /// <returns>False when a capture of this camera has not ended.</returns>
    internal bool TryTake(string cameraId) => _taken.TryAdd(cameraId, 0);

    /// <summary>Gives the slot back; the thread that captured calls this as its last act.</summary>
    internal void Release(string cameraId) => _taken.TryRemove(cameraId, out _);
}
