using System.Collections.Concurrent;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// Ensures that a process never has two captures of one camera at a time, even when a supervisor is gone and its native read is still stuck. One
/// instance for each process.
/// </summary>
public sealed class CaptureSlots
{
    private readonly ConcurrentDictionary<string, byte> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes the slot of a camera.</summary>
    /// <returns>False when a capture of this camera has not ended.</returns>
    internal bool TryTake(string cameraId) => _taken.TryAdd(cameraId, 0);

    /// <summary>Releases the slot; the capturing thread calls this as its last action.</summary>
    internal void Release(string cameraId) => _taken.TryRemove(cameraId, out _);
}
