using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Parking;

/// <summary>The camera event of a connection to either hub.</summary>
public interface ICameraStatusClient
{
    /// <summary>The current status of a camera that the connection watches, or whose location it follows.</summary>
    Task CameraStatusChanged(CameraStatus status);
}
