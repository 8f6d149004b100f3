using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Parking;

/// <summary>The events that a connection to <c>/hubs/parking</c> gets.</summary>
public interface IParkingClient : ICameraStatusClient
{
    /// <summary>The newest status of one level. Versions may be skipped; one that is not newer than what the client holds is to be dropped.</summary>
    Task ParkingUpdate(LevelStatus status);
}
