using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>Is told the newest status of a location. Never blocks the one who tells.</summary>
internal interface ILocationFollower
{
    /// <summary>Takes the newest status.</summary>
    /// <param name="status">Of its levels and cameras it has at least those that changed since the last one.</param>
    /// <returns>What has to run on the thread pool to send it on; null when nothing has to.</returns>
    Outbox? Offer(LocationStatus status);
}
