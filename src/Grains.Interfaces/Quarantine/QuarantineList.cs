namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>The quarantine without payloads.</summary>
/// <param name="Messages">Its entries, oldest first.</param>
/// <param name="Dropped">Messages dropped because the quarantine was full, since the quarantine exists.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantineList")]
public sealed record QuarantineList(
    [property: Id(0)] IReadOnlyList<QuarantineEntry> Messages,
    [property: Id(1)] long Dropped);
