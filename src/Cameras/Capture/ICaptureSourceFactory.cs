namespace LiveParking.Cameras.Capture;

/// <summary>Creates the source of a camera.</summary>
public interface ICaptureSourceFactory
{
    /// <summary>Creates a source that is not open yet.</summary>
    /// <param name="camera">A valid camera, by <see cref="CameraOptionsValidator"/>.</param>
    ICaptureSource Create(CameraOptions camera);
}
