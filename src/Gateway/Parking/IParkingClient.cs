using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Parking;

/// <summary>The events of a connection to <c>/hubs/parking</c>.</summary>
public interface IParkingClient : ICameraStatusClient
{
    /// <summary>The newest status of one level. Versions may be skipped. The client must drop one that is not newer than its own.</summary>
    Task ParkingUpdate(LevelStatus status);
}
