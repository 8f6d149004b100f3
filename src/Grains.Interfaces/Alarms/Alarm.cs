namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>A fault that an operator should know. Many faults of one cause at one location are one alarm.</summary>
/// <param name="Id">Unique for each occurrence. It names the location: <see cref="AlarmId"/>.</param>
/// <param name="LocationId">The location; null for the system as a whole.</param>
/// <param name="LevelId">The level, when one level is concerned.</param>
/// <param name="CameraId">The camera, when one camera is concerned.</param>
/// <param name="SensorId">The sensor, when one sensor is concerned.</param>
/// <param name="Groups">The groups of the location; null when there are none.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Rank">How much it matters.</param>
/// <param name="Cause">One sentence for people.</param>
/// <param name="Count">How many things have this fault: sensors, cameras or levels. For an unreachable site also the faults that follow from it.</param>
/// <param name="Since">When the fault began.</param>
/// <param name="LastAt">When the alarm last changed.</param>
/// <param name="State">Whether somebody cares for it, or it is over.</param>
/// <param name="By">Who acknowledged or shelved it.</param>
/// <param name="Until">Until when it is shelved.</param>
/// <param name="Note">A note of an operator; the reason of a shelved one.</param>
/// <param name="Version">Grows with every change of the alarm.</param>
[GenerateSerializer, Immutable, Alias("live-parking.Alarm")]
public sealed record Alarm(
    [property: Id(0)] string Id,
    [property: Id(1)] string? LocationId,
    [property: Id(2)] string? LevelId,
    [property: Id(3)] string? CameraId,
    [property: Id(4)] string? SensorId,
    [property: Id(5)] IReadOnlyList<string>? Groups,
    [property: Id(6)] AlarmKind Kind,
    [property: Id(7)] AlarmRank Rank,
    [property: Id(8)] string Cause,
    [property: Id(9)] int Count,
    [property: Id(10)] DateTimeOffset Since,
    [property: Id(11)] DateTimeOffset LastAt,
    [property: Id(12)] AlarmState State,
    [property: Id(13)] string? By,
    [property: Id(14)] DateTimeOffset? Until,
    [property: Id(15)] string? Note,
    [property: Id(16)] long Version);

/// <summary>What is wrong.</summary>
[GenerateSerializer, Alias("live-parking.AlarmKind")]
public enum AlarmKind
{
    /// <summary>The silo of the site is silent, or, where it has none, most of its sensors are.</summary>
    SiteUnreachable = 0,

    /// <summary>No pictures arrive from a camera.</summary>
    CameraOffline = 1,

    /// <summary>Pictures of a camera arrive and do not change.</summary>
    CameraFrozen = 2,

    /// <summary>The last reading of a sensor was rejected or can't be true.</summary>
    SensorFailing = 3,

    /// <summary>A sensor was silent for longer than its limit.</summary>
    SensorSilent = 4,

    /// <summary>The battery of a sensor is low.</summary>
    SensorBattery = 5,

    /// <summary>The numbers of a level are old: its sensors are silent.</summary>
    LevelStale = 6,

    /// <summary>The count of a level is below zero or far above its capacity.</summary>
    CountImpossible = 7,

    /// <summary>Two counting methods of a level disagree.</summary>
    CountDisagreement = 8,

    /// <summary>The last correction of a level was larger than the counting error that is expected.</summary>
    CountDrift = 9,

    /// <summary>A level has been full for long.</summary>
    LevelFull = 10,

    /// <summary>A gateway has no connection to its MQTT broker.</summary>
    BrokerLost = 11,

    /// <summary>Messages that could not be processed wait for an operator.</summary>
    QuarantineNotEmpty = 12,

    /// <summary>The store does not take changes.</summary>
    StoreTrouble = 13,
}

/// <summary>How much an alarm matters.</summary>
[GenerateSerializer, Alias("live-parking.AlarmRank")]
public enum AlarmRank
{
    /// <summary>Act now.</summary>
    High = 0,

    /// <summary>Act today.</summary>
    Medium = 1,

    /// <summary>Know about it.</summary>
    Low = 2,
}

/// <summary>The state of an alarm.</summary>
[GenerateSerializer, Alias("live-parking.AlarmState")]
public enum AlarmState
{
    /// <summary>The fault is there, and nobody has said that they care for it.</summary>
    Active = 0,

    /// <summary>Somebody cares for it. It becomes active again when more of the same fails.</summary>
    Acknowledged = 1,

    /// <summary>It is out of the way until a time.</summary>
    Shelved = 2,

    /// <summary>The fault is gone.</summary>
    Cleared = 3,
}
