namespace LiveParking.Peers.Phones;

/// <summary>The number of a location.</summary>
/// <param name="Location">Which one.</param>
/// <param name="Version">Only grows.</param>
/// <param name="Occupied">Number of taken spots.</param>
internal sealed record ParkingNumber(string Location, long Version, long Occupied);
