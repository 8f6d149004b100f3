namespace LiveParking.Gateway.Uplinks;

/// <summary>The location, level and spot of a device.</summary>
/// <param name="Location">The location's id.</param>
/// <param name="Level">The level's id.</param>
/// <param name="SensorId">The sensor's id in readings.</param>
/// <param name="SpotId">The spot, for readings of spots.</param>
/// <param name="SpotType">Its type, if known.</param>
internal sealed record DeviceTarget(string Location, string Level, string SensorId, string? SpotId, string? SpotType);
