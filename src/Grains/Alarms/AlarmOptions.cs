using System.ComponentModel.DataAnnotations;

namespace LiveParking.Grains.Alarms;

/// <summary>When something is an alarm; section <c>Alarms</c> of the configuration.</summary>
public sealed class AlarmOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Alarms";

    /// <summary>A battery below this is low: percent, 1 to 99.</summary>
    [Range(1, 99)]
    public int BatteryBelowPercent { get; set; } = 15;

    /// <summary>A level that was full for this long is an alarm: minutes, 1 to 10,080.</summary>
    [Range(1, 10_080)]
    public int FullAfterMinutes { get; set; } = 60;

    /// <summary>A correction by more than this share of the counted cars is drift: percent, 1 to 100.</summary>
    [Range(1, 100)]
    public int DriftAbovePercent { get; set; } = 5;

    /// <summary>Counting methods that differ by more than this share of the spots disagree: percent, 1 to 100.</summary>
    [Range(1, 100)]
    public int DisagreementAbovePercent { get; set; } = 10;
}
