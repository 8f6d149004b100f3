using System.Text.Json.Serialization;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Gateway.Api;

/// <summary>The answer of <c>PUT …/site</c>.</summary>
/// <param name="DryRun">Whether nothing was done.</param>
/// <param name="Changes">What is different; empty when the site already is as it was put.</param>
internal sealed record SiteAnswer(bool DryRun, IReadOnlyList<SiteChange> Changes);

/// <summary>A part of a site that is made, changed or removed.</summary>
/// <param name="Part"><c>location</c>, <c>level</c> or <c>alarmLimits</c>.</param>
/// <param name="LevelId">The level; absent for other parts.</param>
/// <param name="Change"><c>create</c>, <c>update</c> or <c>remove</c>.</param>
/// <param name="Before">The settings until now; absent when it is made.</param>
/// <param name="After">The settings from now on; absent when it is removed.</param>
internal sealed record SiteChange(string Part, string? LevelId, string Change, object? Before, object? After)
{
    /// <summary>The part <see cref="Grains.Interfaces.Locations.LocationSettings"/>.</summary>
    public const string Location = "location";

    /// <summary>The part <see cref="Grains.Interfaces.Levels.LevelSettings"/>.</summary>
    public const string Level = "level";

    /// <summary>The part <see cref="AlarmLimits"/>.</summary>
    public const string Limits = "alarmLimits";

    /// <summary>Whether it removes a level.</summary>
    [JsonIgnore]
    public bool RemovesLevel => Part == Level && After is null;
}
