namespace LiveParking.Bench.Sites.Load;

/// <summary>A count in its wire format.</summary>
internal sealed record AddressedReading(
    string Location, string Level, string Id, string SensorId, DateTimeOffset At, string Kind, int Occupied);
