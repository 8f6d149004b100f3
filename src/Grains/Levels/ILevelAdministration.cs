using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>What other grains of its location do with a level. Implemented by the level's grain; its key is a <see cref="LevelKey"/>.</summary>
[Alias("live-parking.ILevelAdministration")]
internal interface ILevelAdministration : IGrainWithStringKey
{
    /// <summary>Creates the level or changes its settings.</summary>
    /// <param name="settings">All settings; absent ones are unset.</param>
    /// <param name="site">Hours and time zone of the location.</param>
    /// <param name="expected">
    /// The expected <see cref="ConfiguredLevel.SettingsVersion"/>; 0 when the level must not exist yet; null for any.
    /// </param>
    /// <exception cref="InvalidRequestException">The settings break a rule; nothing was changed.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    [Alias("ConfigureAsync")]
    Task<ConfiguredLevel> ConfigureAsync(LevelSettings settings, SiteHours site, long? expected = null);

    /// <summary>Updates the location's hours or time zone.</summary>
    [Alias("SetSiteAsync")]
    Task SetSiteAsync(SiteHours site);

    /// <summary>Removes the level; its version, ledger and history stay.</summary>
    /// <param name="expected">The expected version of the settings; null for any.</param>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    [Alias("RemoveAsync")]
    Task RemoveAsync(long? expected = null);

    /// <summary>What is wrong with the level and its sensors now.</summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    [Alias("GetAlarmReportAsync")]
    Task<AlarmReport> GetAlarmReportAsync();

    /// <summary>Its limits of alarms have changed: the level reports what is wrong by the new ones.</summary>
    [Alias("ReviewAlarmsAsync")]
    Task ReviewAlarmsAsync();
}
