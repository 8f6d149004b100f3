namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>A message on its way into the quarantine.</summary>
/// <param name="Source">How it came: <c>mqtt</c>.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="LocationId">The location that it is for, when it is for exactly one.</param>
/// <param name="LevelId">The level that it is for, when it is for exactly one.</param>
/// <param name="Reason">Why it could not be processed, for people; what is longer than 300 characters is cut.</param>
/// <param name="Tries">How often that was tried.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantinedMessage")]
public sealed record QuarantinedMessage(
    [property: Id(0)] string Source,
    [property: Id(1)] string Topic,
    [property: Id(2)] byte[] Payload,
    [property: Id(3)] string? LocationId,
    [property: Id(4)] string? LevelId,
    [property: Id(5)] string Reason,
    [property: Id(6)] int Tries);
