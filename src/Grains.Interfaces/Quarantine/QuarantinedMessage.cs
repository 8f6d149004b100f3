namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>A message to put into quarantine.</summary>
/// <param name="Source">Its source: <c>mqtt</c>.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="LocationId">Its location, when there is exactly one.</param>
/// <param name="LevelId">Its level, when there is exactly one.</param>
/// <param name="Reason">Why it could not be processed, for people; longer text is cut to 300 characters.</param>
/// <param name="Tries">Number of attempts.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantinedMessage")]
public sealed record QuarantinedMessage(
    [property: Id(0)] string Source,
    [property: Id(1)] string Topic,
    [property: Id(2)] byte[] Payload,
    [property: Id(3)] string? LocationId,
    [property: Id(4)] string? LevelId,
    [property: Id(5)] string Reason,
    [property: Id(6)] int Tries);
