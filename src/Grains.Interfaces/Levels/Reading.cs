namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>One reading of a sensor.</summary>
/// <param name="Id">Unique among the readings of its sensor, so that duplicates are detected; 1 to 128 characters.</param>
/// <param name="SensorId">The sensor; 1 to 128 characters.</param>
/// <param name="At">When it happened, by the sensor's clock; at most 5 minutes ahead of ours.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Count">Of <see cref="ReadingKind.Entry"/> and <see cref="ReadingKind.Exit"/>: how many cars, 1 to 10,000.</param>
/// <param name="Occupied">
/// Of <see cref="ReadingKind.Count"/>: how many spots are taken, 0 to 1,000,000. Of <see cref="ReadingKind.Spot"/>: 1 when it is taken, 0 when
/// it is free; over HTTP and MQTT this is <c>true</c> or <c>false</c>.
/// </param>
/// <param name="SpotId">Of <see cref="ReadingKind.Spot"/>: which one; 1 to 64 characters.</param>
/// <param name="SpotType">Of <see cref="ReadingKind.Spot"/>: its type, one of those in the level's capacity, if the sensor knows it.</param>
/// <param name="Battery">Charge of the sensor's battery in percent, 0 to 100, with a reading of any kind.</param>
[GenerateSerializer, Immutable, Alias("live-parking.Reading")]
public sealed record Reading(
    [property: Id(0)] string Id,
    [property: Id(1)] string SensorId,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] ReadingKind Kind,
    [property: Id(4)] int Count = 1,
    [property: Id(5)] int? Occupied = null,
    [property: Id(6)] string? SpotId = null,
    [property: Id(7)] string? SpotType = null,
    [property: Id(8)] int? Battery = null);

/// <summary>The kind of a reading.</summary>
[GenerateSerializer, Alias("live-parking.ReadingKind")]
public enum ReadingKind
{
    /// <summary>Cars came in.</summary>
    Entry = 0,

    /// <summary>Cars went out.</summary>
    Exit = 1,

    /// <summary>The number of occupied spots.</summary>
    Count = 2,

    /// <summary>One spot is taken or free now.</summary>
    Spot = 3,

    /// <summary>The sensor is alive; nothing is counted.</summary>
    Heartbeat = 4,
}

/// <summary>The result of one reading.</summary>
/// <param name="Id">The reading's id.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Reason">Why it was rejected or too late, for people.</param>
[GenerateSerializer, Immutable, Alias("live-parking.ReadingResult")]
public sealed record ReadingResult(
    [property: Id(0)] string Id,
    [property: Id(1)] ReadingOutcome Outcome,
    [property: Id(2)] string? Reason = null);

/// <summary>The outcome of a reading.</summary>
[GenerateSerializer, Alias("live-parking.ReadingOutcome")]
public enum ReadingOutcome
{
    /// <summary>Its effect is stored.</summary>
    Accepted = 0,

    /// <summary>It was already accepted before; nothing changed.</summary>
    Duplicate = 1,

    /// <summary>It is older than the level's memory of this sensor; nothing changed.</summary>
    Late = 2,

    /// <summary>It breaks a rule; nothing changed.</summary>
    Rejected = 3,
}

/// <summary>The answer to a batch of readings.</summary>
/// <param name="Results">One for each reading, in request order.</param>
/// <param name="Status">The level's stored status after the batch.</param>
[GenerateSerializer, Immutable, Alias("live-parking.ReadingsAnswer")]
public sealed record ReadingsAnswer(
    [property: Id(0)] IReadOnlyList<ReadingResult> Results,
    [property: Id(1)] LevelStatus Status);
