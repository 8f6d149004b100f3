using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>The event about cameras that a connection to either hub gets.</summary>
public interface ICameraStatusClient
{
    /// <summary>How a camera that the connection watches, or whose location it follows, is now.</summary>
    Task CameraStatusChanged(CameraStatus status);
}
