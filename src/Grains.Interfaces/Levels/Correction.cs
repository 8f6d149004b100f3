namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>An operator sets the true number of cars on a level.</summary>
/// <param name="Id">Id of this correction, so that duplicates are detected; 1 to 64 characters.</param>
/// <param name="Occupied">Cars on the level, 0 to 1,000,000.</param>
/// <param name="Reason">The reason, for people; 1 to 500 characters.</param>
/// <param name="By">The author: the subject of the caller's token.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CorrectionRequest")]
public sealed record CorrectionRequest(
    [property: Id(0)] string Id,
    [property: Id(1)] int Occupied,
    [property: Id(2)] string Reason,
    [property: Id(3)] string By);

/// <summary>The result of a correction.</summary>
/// <param name="Correction">The ledger entry.</param>
/// <param name="Status">The level's stored status afterwards.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CorrectionAnswer")]
public sealed record CorrectionAnswer(
    [property: Id(0)] Correction Correction,
    [property: Id(1)] LevelStatus Status);

/// <summary>One correction in the ledger.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">Its time.</param>
/// <param name="By">Its author.</param>
/// <param name="Reason">Its reason.</param>
/// <param name="Before">The number before, possibly below 0 or above the capacity; null when nothing had been counted yet.</param>
/// <param name="After">The number that was set.</param>
/// <param name="Day">The day at the location.</param>
/// <param name="Drift">
/// The sensor error, <c>before - after</c>, divided over the gates by their traffic since the previous absolute count.
/// </param>
[GenerateSerializer, Immutable, Alias("live-parking.Correction")]
public sealed record Correction(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string By,
    [property: Id(3)] string Reason,
    [property: Id(4)] int? Before,
    [property: Id(5)] int After,
    [property: Id(6)] DateOnly Day,
    [property: Id(7)] IReadOnlyList<GateDrift> Drift);

/// <summary>The part of a drift that is attributed to one gate.</summary>
/// <param name="SensorId">The gate's sensor; null for drift that no gate's traffic explains.</param>
/// <param name="Entries">Entries that it counted since the previous absolute count.</param>
/// <param name="Exits">Exits that it counted since then.</param>
/// <param name="Drift">Cars that it counted too many (positive) or too few (negative), by its share of the traffic.</param>
[GenerateSerializer, Immutable, Alias("live-parking.GateDrift")]
public sealed record GateDrift(
    [property: Id(0)] string? SensorId,
    [property: Id(1)] int Entries,
    [property: Id(2)] int Exits,
    [property: Id(3)] double Drift);

/// <summary>Drift of one gate on one day.</summary>
/// <param name="Day">The day at the location.</param>
/// <param name="SensorId">The gate's sensor; null for drift that no gate's traffic explains.</param>
/// <param name="Corrections">Corrections of that day that include the gate.</param>
/// <param name="Entries">Entries that it counted before them.</param>
/// <param name="Exits">Exits that it counted before them.</param>
/// <param name="Drift">Cars that it counted too many (positive) or too few (negative).</param>
[GenerateSerializer, Immutable, Alias("live-parking.DayDrift")]
public sealed record DayDrift(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] string? SensorId,
    [property: Id(2)] int Corrections,
    [property: Id(3)] int Entries,
    [property: Id(4)] int Exits,
    [property: Id(5)] double Drift);
