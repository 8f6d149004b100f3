using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>Receives the newest status of a location. Must never block the publisher.</summary>
internal interface ILocationFollower
{
    /// <summary>Receives the newest status.</summary>
    /// <param name="status">Contains at least the levels and cameras that changed since the last status.</param>
    /// <returns>The work item that sends it on, to be run on the thread pool; null when there is nothing to run.</returns>
    Outbox? Offer(LocationStatus status);
}
