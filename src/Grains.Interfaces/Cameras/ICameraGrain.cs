using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.Cameras;

/// <summary>
/// One camera. Its key is the camera's id, a <see cref="Slug"/>. It runs only on the silo to which the camera is attached. It captures only while one
/// of its frame streams has a subscriber or its silo keeps it warm. It publishes each watched rung as the live stream
/// <see cref="ParkingStreams.Frames"/>.
/// </summary>
[Alias("live-parking.ICameraGrain")]
public interface ICameraGrain : IGrainWithStringKey
{
    /// <summary>The current status of the camera, from its own silo.</summary>
    [Idempotent, OpenToSites, Alias("GetStatusAsync")]
    Task<CameraStatus> GetStatusAsync();

    /// <summary>
    /// The newest encoded frame, of any age, without starting the camera. The camera's silo keeps it in memory, also while the camera has no viewers.
    /// </summary>
    /// <param name="rung">The preferred rung; another one is returned when this one was never encoded.</param>
    /// <param name="knownSequence">The sequence of the caller's frame; 0 when it has none.</param>
    /// <returns>Null when there is no frame, or none newer than the caller's.</returns>
    [Idempotent, Alias("GetKeptFrameAsync")]
    Task<CameraFrame?> GetKeptFrameAsync(CameraRung rung, long knownSequence);

    /// <summary>The same for a viewer who may not see better rungs than one.</summary>
    /// <param name="best">The best rung that is returned.</param>
    /// <param name="knownSequence">The sequence of the caller's frame; 0 when it has none.</param>
    /// <returns>Null when there is no such frame, or none newer than the caller's.</returns>
    [Idempotent, Alias("GetKeptFrameUpToAsync")]
    Task<CameraFrame?> GetKeptFrameUpToAsync(CameraRung best, long knownSequence);
}
