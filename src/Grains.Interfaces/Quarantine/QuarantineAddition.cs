namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>The result of adding a message to the quarantine.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="IsNew">Whether the entry is new.</param>
/// <param name="Dropped">The entries that were dropped to make room.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantineAddition")]
public sealed record QuarantineAddition(
    [property: Id(0)] QuarantineEntry Entry,
    [property: Id(1)] bool IsNew,
    [property: Id(2)] IReadOnlyList<QuarantineEntry> Dropped);
