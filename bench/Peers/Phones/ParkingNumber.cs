namespace LiveParking.Peers.Phones;

/// <summary>The number of a location.</summary>
/// <param name="Location">Which one.</param>
/// <param name="Version">Only grows.</param>
/// <param name="Occupied">How many spots are taken.</param>
internal sealed record ParkingNumber(string Location, long Version, long Occupied);
