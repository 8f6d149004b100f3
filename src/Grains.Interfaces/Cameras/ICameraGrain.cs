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
}
