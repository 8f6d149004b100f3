using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>Is told the newest status of a location. Never blocks the one who tells.</summary>
internal interface ILocationFollower
{
    /// <summary>Takes the newest status.</summary>
    void Offer(LocationStatus status);
}
