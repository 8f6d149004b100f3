using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Interfaces.Notifications;

/// <summary>A change of an alarm that receivers are notified of.</summary>
/// <param name="Id">Unique; the same for all attempts to deliver it.</param>
/// <param name="Kind">What has happened.</param>
/// <param name="At">When.</param>
/// <param name="Alarm">The alarm after it; null for a test.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AlarmEvent")]
public sealed record AlarmEvent([property: Id(0)] string Id, [property: Id(1)] AlarmEventKind Kind, [property: Id(2)] DateTimeOffset At, [property: Id(3)] Alarm? Alarm);

/// <summary>What has happened to an alarm.</summary>
[GenerateSerializer, Alias("live-parking.AlarmEventKind")]
public enum AlarmEventKind
{
    /// <summary>Nothing: somebody tries a receiver.</summary>
    Test = 0,

    /// <summary>It is new, or active again.</summary>
    Raised = 1,

    /// <summary>It is over.</summary>
    Cleared = 2,
}
