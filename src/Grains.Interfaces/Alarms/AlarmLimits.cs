namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>When something is an alarm, where that differs from the silo's settings (section <c>Alarms</c>). An absent limit is not changed.</summary>
/// <param name="BatteryBelowPercent">A battery below this is low: percent, 1 to 99.</param>
/// <param name="FullAfterMinutes">A level that was full for this long is an alarm: minutes, 1 to 10,080.</param>
/// <param name="DriftAbovePercent">A correction by more than this share of the counted cars is drift: percent, 1 to 100.</param>
/// <param name="DisagreementAbovePercent">Counting methods that differ by more than this share of the spots disagree: percent, 1 to 100.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AlarmLimits")]
public sealed record AlarmLimits(
    [property: Id(0)] int? BatteryBelowPercent = null,
    [property: Id(1)] int? FullAfterMinutes = null,
    [property: Id(2)] int? DriftAbovePercent = null,
    [property: Id(3)] int? DisagreementAbovePercent = null);

/// <summary>For what limits are set.</summary>
[GenerateSerializer, Alias("live-parking.AlarmLimitsScope")]
public enum AlarmLimitsScope
{
    /// <summary>The locations of a group.</summary>
    Group,

    /// <summary>One location.</summary>
    Location,
}

/// <summary>Limits and what they are for.</summary>
/// <param name="Scope">A group or a location.</param>
/// <param name="Name">Its id.</param>
/// <param name="Limits">The limits.</param>
[GenerateSerializer, Immutable, Alias("live-parking.ScopedAlarmLimits")]
public sealed record ScopedAlarmLimits([property: Id(0)] AlarmLimitsScope Scope, [property: Id(1)] string Name, [property: Id(2)] AlarmLimits Limits);

/// <summary>All limits that are set.</summary>
/// <param name="Version">Grows with every change; 0 when none was ever set.</param>
/// <param name="Limits">By scope and name.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AlarmLimitsList")]
public sealed record AlarmLimitsList([property: Id(0)] long Version, [property: Id(1)] IReadOnlyList<ScopedAlarmLimits> Limits);
