namespace LiveParking.Grains.Cameras.Capture;

/// <summary>Makes the source that reads a camera.</summary>
public interface ICaptureSourceFactory
{
    /// <summary>A source that is not open yet.</summary>
    /// <param name="camera">A camera in order, by <see cref="CameraOptionsValidator"/>.</param>
    ICaptureSource Create(CameraOptions camera);
}
