namespace LiveParking.Grains.Interfaces.Cameras;

/// <summary>
/// One camera. Its key is the camera's id, a <see cref="Slug"/>. It runs on the silo to which the camera is attached and nowhere
/// else, captures only while one of its frame streams has a subscriber or its silo keeps it warm, and publishes each rung that is watched
/// as the live stream <see cref="Streams.LiveStreams.Frames"/>.
/// </summary>
[Alias("live-parking.ICameraGrain")]
public interface ICameraGrain : IGrainWithStringKey
{
    /// <summary>What the camera does now, by its own silo.</summary>
    [Alias("GetStatusAsync")]
    Task<CameraStatus> GetStatusAsync();

    /// <summary>
    /// The newest frame that was encoded, however old, without starting the camera. It is kept in the memory of the camera's silo, also while nobody watches.
    /// </summary>
    /// <param name="rung">The wanted rung; another one is given when this one was never encoded.</param>
    /// <param name="knownSequence">The sequence of the frame that the caller has; 0 when it has none.</param>
    /// <returns>Null when there is none, or none newer than the one that the caller has.</returns>
    [Alias("GetKeptFrameAsync")]
    Task<CameraFrame?> GetKeptFrameAsync(CameraRung rung, long knownSequence);
}
