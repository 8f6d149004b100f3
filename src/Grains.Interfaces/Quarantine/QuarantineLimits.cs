namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>How much the quarantine keeps. The limits of the caller apply, so all gateways should have the same.</summary>
/// <param name="Messages">Messages, 1 to 10,000.</param>
/// <param name="Bytes">Bytes of all payloads together, at least 1.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantineLimits")]
public sealed record QuarantineLimits(
    [property: Id(0)] int Messages,
    [property: Id(1)] long Bytes);
