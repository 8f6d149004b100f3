namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>An operator sets the true number of a level.</summary>
/// <param name="Id">Names this correction, so that a repetition is seen; 1 to 64 characters.</param>
/// <param name="Occupied">Cars that are there, 0 to 1,000,000.</param>
/// <param name="Reason">Why, for people; 1 to 500 characters.</param>
/// <param name="By">Who: the subject of the caller's token.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CorrectionRequest")]
public sealed record CorrectionRequest(
    [property: Id(0)] string Id,
    [property: Id(1)] int Occupied,
    [property: Id(2)] string Reason,
    [property: Id(3)] string By);

/// <summary>What came of a correction.</summary>
/// <param name="Correction">As it stands in the ledger.</param>
/// <param name="Status">The level's stored status after it.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CorrectionAnswer")]
public sealed record CorrectionAnswer(
    [property: Id(0)] Correction Correction,
    [property: Id(1)] LevelStatus Status);

/// <summary>One correction as it is kept.</summary>
/// <param name="Id">Its name.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Before">The number before, below 0 or above the capacity when it was; null when nothing had been counted yet.</param>
/// <param name="After">The number that was set.</param>
/// <param name="Day">The day at the location.</param>
/// <param name="Drift">
/// What the sensors were wrong by, <c>before - after</c>, divided over the gates by their traffic since the absolute count before.
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

/// <summary>The part of a drift that is put down to one gate.</summary>
/// <param name="SensorId">The gate's sensor; null for what no gate's traffic explains.</param>
/// <param name="Entries">Cars in that it counted since the absolute count before.</param>
/// <param name="Exits">Cars out.</param>
/// <param name="Drift">Cars that it counted too many (positive) or too few, by its share of the traffic.</param>
[GenerateSerializer, Immutable, Alias("live-parking.GateDrift")]
public sealed record GateDrift(
    [property: Id(0)] string? SensorId,
    [property: Id(1)] int Entries,
    [property: Id(2)] int Exits,
    [property: Id(3)] double Drift);

/// <summary>Drift of one gate on one day.</summary>
/// <param name="Day">The day at the location.</param>
/// <param name="SensorId">The gate's sensor; null for what no gate's traffic explains.</param>
/// <param name="Corrections">Corrections of that day in which it has a part.</param>
/// <param name="Entries">Cars in that it counted before them.</param>
/// <param name="Exits">Cars out.</param>
/// <param name="Drift">Cars that it counted too many (positive) or too few.</param>
[GenerateSerializer, Immutable, Alias("live-parking.DayDrift")]
public sealed record DayDrift(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] string? SensorId,
    [property: Id(2)] int Corrections,
    [property: Id(3)] int Entries,
    [property: Id(4)] int Exits,
    [property: Id(5)] double Drift);
