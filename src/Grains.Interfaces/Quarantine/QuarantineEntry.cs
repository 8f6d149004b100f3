namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>A message in quarantine, without its payload.</summary>
/// <param name="Id">Its id, computed from topic and payload, so the same message always has the same id.</param>
/// <param name="At">When it was first put into quarantine.</param>
/// <param name="Source">Its source: <c>mqtt</c>.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="LocationId">Its location, when there is exactly one.</param>
/// <param name="LevelId">Its level, when there is exactly one.</param>
/// <param name="Reason">Why the last attempt failed, for people.</param>
/// <param name="Tries">Number of attempts, including replays.</param>
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
