namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>A message in quarantine, without its payload.</summary>
/// <param name="Id">Names it; made of its topic and payload, so the same message always has the same id.</param>
/// <param name="At">When it was put into quarantine first.</param>
/// <param name="Source">How it came: <c>mqtt</c>.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="LocationId">The location that it is for, when it is for exactly one.</param>
/// <param name="LevelId">The level that it is for, when it is for exactly one.</param>
/// <param name="Reason">Why it could not be processed at the last try, for people.</param>
/// <param name="Tries">How often it was tried, replays included.</param>
/// <param name="Size">The bytes of its payload.</param>
[GenerateSerializer, Immutable, Alias("live-parking.QuarantineEntry")]
public sealed record QuarantineEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Source,
    [property: Id(3)] string Topic,
    [property: Id(4)] string? LocationId,
    [property: Id(5)] string? LevelId,
    [property: Id(6)] string Reason,
    [property: Id(7)] int Tries,
    [property: Id(8)] int Size);
