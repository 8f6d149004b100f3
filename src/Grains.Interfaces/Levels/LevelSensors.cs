namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>The sensors and anomalies of a level, for operators.</summary>
/// <param name="LocationId">The location's id.</param>
/// <param name="LevelId">The level's id within the location.</param>
/// <param name="Counting">The counting method that gives the occupancy.</param>
/// <param name="SilentAfter">Seconds of silence after which a sensor counts as silent.</param>
/// <param name="Sensors">All known sensors, the most recently seen first; at most the sensor limit of a level, plus 64 that were never
/// accepted.</param>
/// <param name="Anomalies">Anomalies, newest first; at most 50.</param>
/// <param name="Disagreement">Set when both gates or counts and spot sensors give a number.</param>
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
/// <param name="Health">Its health, in one word.</param>
/// <param name="Reason">Why it is failing or silent, for people.</param>
/// <param name="LastSeen">When its last message arrived, by our clock.</param>
/// <param name="LastReadingAt">Time of its newest accepted reading, by its own clock.</param>
/// <param name="ClockOffset">Seconds by which its clock was ahead of ours in its newest reading. Negative when behind; includes the network
/// delay.</param>
/// <param name="Battery">Percent, if it reports one.</param>
/// <param name="ReadingsPerHour">Accepted readings in the last hour.</param>
/// <param name="Accepted">Accepted readings since it became known here.</param>
/// <param name="Duplicates">Duplicate readings.</param>
/// <param name="Late">Readings that arrived too late.</param>
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

/// <summary>The health of a sensor.</summary>
[GenerateSerializer, Alias("live-parking.SensorHealth")]
public enum SensorHealth
{
    /// <summary>It sends, and its readings are usable.</summary>
    Ok = 0,

    /// <summary>It was silent for longer than its limit.</summary>
    Silent = 1,

    /// <summary>It sends, but its last reading was rejected or can't be true.</summary>
    Failing = 2,
}

/// <summary>An anomaly, once or several times in a row.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="FirstAt">When it was first seen, by our clock.</param>
/// <param name="At">When it was last seen, by our clock.</param>
/// <param name="Times">How often.</param>
/// <param name="SensorId">The sensor that caused it, if any.</param>
/// <param name="Occupied">The resulting occupancy.</param>
/// <param name="Total">The total number of spots at that time.</param>
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

/// <summary>The kind of an anomaly.</summary>
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

    /// <summary>A sensor was silent for longer than its limit.</summary>
    Silent = 5,

    /// <summary>A sensor is new, but the level is at its sensor limit; its readings are rejected.</summary>
    TooManySensors = 6,
}

/// <summary>Two counting methods of one level, compared.</summary>
/// <param name="Gates">The number by entries and exits since the newest absolute count.</param>
/// <param name="Spots">The number by spot sensors.</param>
/// <param name="Difference"><c>gates - spots</c>.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CountDisagreement")]
public sealed record CountDisagreement(
    [property: Id(0)] int Gates,
    [property: Id(1)] int Spots,
    [property: Id(2)] int Difference);
