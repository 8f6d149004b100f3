namespace LiveParking.Sites.Load;

/// <summary>A count, as it stands on the wire.</summary>
internal sealed record AddressedReading(
    string Location, string Level, string Id, string SensorId, DateTimeOffset At, string Kind, int Occupied);
