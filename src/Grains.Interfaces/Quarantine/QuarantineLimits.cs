namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>The limits of the quarantine. The limits of the caller apply, so all gateways should have the same.</summary>
/// <param name="Messages">Maximum messages, 1 to 10,000.</param>
/// <param name="Bytes">Maximum bytes of all payloads together, at least 1.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantineLimits")]
public sealed record QuarantineLimits(
    [property: Id(0)] int Messages,
    [property: Id(1)] long Bytes);
