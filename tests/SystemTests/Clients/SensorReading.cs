namespace LiveParking.SystemTests.Clients;

/// <summary>One car that came in, as it stands on the wire.</summary>
/// <param name="Id">Names it among those of its sensor.</param>
/// <param name="SensorId">The sensor.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind"><c>entry</c>.</param>
public sealed record SensorReading(string Id, string SensorId, DateTimeOffset At, string Kind = "entry");
