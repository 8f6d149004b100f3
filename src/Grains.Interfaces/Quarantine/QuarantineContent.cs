namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>A message in quarantine with its payload.</summary>
/// <param name="Entry">Its metadata.</param>
/// <param name="Payload">Its bytes.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantineContent")]
public sealed record QuarantineContent(
    [property: Id(0)] QuarantineEntry Entry,
    [property: Id(1)] byte[] Payload);
