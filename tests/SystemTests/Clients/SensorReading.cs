namespace LiveParking.SystemTests.Clients;

/// <summary>One entry, in its wire format.</summary>
/// <param name="Id">Unique among the readings of its sensor.</param>
/// <param name="SensorId">The sensor.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind"><c>entry</c>.</param>
public sealed record SensorReading(string Id, string SensorId, DateTimeOffset At, string Kind = "entry");
