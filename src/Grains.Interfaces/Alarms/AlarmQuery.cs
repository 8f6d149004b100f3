namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>A question to the alarms of one place.</summary>
/// <param name="From">Alarms that ended at this time or later, or have not ended.</param>
/// <param name="To">Alarms that began before this time.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AlarmQuery")]
public sealed record AlarmQuery([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset To);
