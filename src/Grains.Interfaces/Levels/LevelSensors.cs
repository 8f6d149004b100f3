namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>What an operator sees behind a level's number.</summary>
/// <param name="LocationId">The location's id.</param>
/// <param name="LevelId">The level's id within the location.</param>
/// <param name="Counting">Which way of counting gives the number.</param>
/// <param name="SilentAfter">Seconds without a sign after which a sensor counts as silent.</param>
/// <param name="Sensors">Every sensor that the level has heard of, the one heard last first; at most as many as a level may know, and 64 that were never accepted.</param>
/// <param name="Anomalies">What does not fit, newest first; at most 50.</param>
/// <param name="Disagreement">Where gates or counts and spot sensors both tell a number.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LevelSensors")]
public sealed record LevelSensors(
    [property: Id(0)] string LocationId,
    [property: Id(1)] string LevelId,
    [property: Id(2)] CountingMode Counting,
    [property: Id(3)] int SilentAfter,
    [property: Id(4)] IReadOnlyList<SensorStatus> Sensors,
    [property: Id(5)] IReadOnlyList<LevelAnomaly> Anomalies,
    [property: Id(6)] CountDisagreement? Disagreement = null);

/// <summary>One sensor.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Health">How it is, in one word.</param>
/// <param name="Reason">Why it is failing or silent, for people.</param>
/// <param name="LastSeen">When anything of it came in, by our clock.</param>
/// <param name="LastReadingAt">Time of its newest accepted reading, by its own clock.</param>
/// <param name="ClockOffset">Seconds by which its clock was ahead of ours (or behind, with the delay on the way) in its newest reading.</param>
/// <param name="Battery">Percent, where it tells.</param>
/// <param name="ReadingsPerHour">Accepted readings in the last hour.</param>
/// <param name="Accepted">Readings accepted since it is known here.</param>
/// <param name="Duplicates">Readings that it has repeated.</param>
/// <param name="Late">Readings that came too late.</param>
/// <param name="Rejected">Readings that broke a rule.</param>
[GenerateSerializer, Immutable, Alias("live-parking.SensorStatus")]
public sealed record SensorStatus(
    [property: Id(0)] string Id,
    [property: Id(1)] SensorHealth Health,
    [property: Id(2)] string? Reason,
    [property: Id(3)] DateTimeOffset LastSeen,
    [property: Id(4)] DateTimeOffset? LastReadingAt,
    [property: Id(5)] double? ClockOffset,
    [property: Id(6)] int? Battery,
    [property: Id(7)] double ReadingsPerHour,
    [property: Id(8)] long Accepted,
    [property: Id(9)] long Duplicates,
    [property: Id(10)] long Late,
    [property: Id(11)] long Rejected);

/// <summary>How a sensor is.</summary>
[GenerateSerializer, Alias("live-parking.SensorHealth")]
public enum SensorHealth
{
    /// <summary>It is heard and what it says can be used.</summary>
    Ok = 0,

    /// <summary>It has not been heard for its limit.</summary>
    Silent = 1,

    /// <summary>It is heard, but what it said last was rejected or can't be true.</summary>
    Failing = 2,
}

/// <summary>Something that does not fit, once or several times in a row.</summary>
/// <param name="Kind">What.</param>
/// <param name="FirstAt">When it was seen first, by our clock.</param>
/// <param name="At">When it was seen last, by our clock.</param>
/// <param name="Times">How often.</param>
/// <param name="SensorId">The sensor that said so, where one did.</param>
/// <param name="Occupied">The number that came of it.</param>
/// <param name="Total">The spots that there were then.</param>
/// <param name="Detail">One sentence for people.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LevelAnomaly")]
public sealed record LevelAnomaly(
    [property: Id(0)] AnomalyKind Kind,
    [property: Id(1)] DateTimeOffset FirstAt,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] int Times,
    [property: Id(4)] string? SensorId,
    [property: Id(5)] int? Occupied,
    [property: Id(6)] int? Total,
    [property: Id(7)] string Detail);

/// <summary>What does not fit.</summary>
[GenerateSerializer, Alias("live-parking.AnomalyKind")]
public enum AnomalyKind
{
    /// <summary>More cars left than were there: the count is kept below 0 and shown as 0.</summary>
    BelowZero = 0,

    /// <summary>More cars are counted than there are spots.</summary>
    AboveCapacity = 1,

    /// <summary>A sensor's clock is too far ahead; its readings are rejected.</summary>
    ClockAhead = 2,

    /// <summary>A sensor sends readings that break another rule.</summary>
    Rejected = 3,

    /// <summary>A sensor repeats the same reading.</summary>
    Repeated = 4,

    /// <summary>A sensor has been silent for its limit.</summary>
    Silent = 5,

    /// <summary>A sensor is new and the level knows as many as it may; its readings are rejected.</summary>
    TooManySensors = 6,
}

/// <summary>Two ways of counting one level, side by side.</summary>
/// <param name="Gates">By entries and exits since the newest absolute count.</param>
/// <param name="Spots">By spot sensors.</param>
/// <param name="Difference"><c>gates - spots</c>.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CountDisagreement")]
public sealed record CountDisagreement(
    [property: Id(0)] int Gates,
    [property: Id(1)] int Spots,
    [property: Id(2)] int Difference);
