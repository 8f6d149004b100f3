using System.ComponentModel.DataAnnotations;

namespace LiveParking.Grains.Audit;

/// <summary>How long the audit trail is kept. Section <c>Audit</c> of the configuration of silos.</summary>
public sealed class AuditOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Audit";

    /// <summary>Largest number of days.</summary>
    public const int MaxDays = 36_500;

    /// <summary>Days for which changes are kept, 1 to 36,500.</summary>
    [Range(1, MaxDays)]
    public int ChangeDays { get; set; } = 400;

    /// <summary>Days for which is kept who watched which camera, 1 to 36,500.</summary>
    [Range(1, MaxDays)]
    public int WatchDays { get; set; } = 90;
}
