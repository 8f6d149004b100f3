namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>The quarantine without payloads.</summary>
/// <param name="Messages">Its entries, oldest first.</param>
/// <param name="Dropped">How many were dropped since there is a quarantine, because it was full.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantineList")]
public sealed record QuarantineList(
    [property: Id(0)] IReadOnlyList<QuarantineEntry> Messages,
    [property: Id(1)] long Dropped);
