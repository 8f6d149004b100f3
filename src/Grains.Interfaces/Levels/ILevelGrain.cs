using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>One level of a location. Its key is a <see cref="LevelKey"/>.</summary>
[Alias("live-parking.ILevelGrain")]
public interface ILevelGrain : IGrainWithStringKey
{
    /// <summary>The newest stored status.</summary>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    [Alias("GetStatusAsync")]
    Task<LevelStatus> GetStatusAsync();

    /// <summary>The newest stored status with the version of the settings that it follows.</summary>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    [Alias("GetConfiguredAsync")]
    Task<ConfiguredLevel> GetConfiguredAsync();

    /// <summary>
    /// Takes readings of sensors. Answers after their effect is stored; a caller that gets no answer sends them again,
    /// which has no second effect. Outcomes stand in the order of the readings.
    /// </summary>
    /// <param name="readings">1 to 1,000 readings.</param>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    /// <exception cref="InvalidRequestException">There are none or too many.</exception>
    [Alias("ReportAsync")]
    Task<ReadingsAnswer> ReportAsync(IReadOnlyList<Reading> readings);

    /// <summary>
    /// Notes what came for the level and was no reading, with the sensors that sent it; the number stays. It is worth less than a reading: it may
    /// be lost with a process, and count twice when it is sent again.
    /// </summary>
    /// <param name="refused">1 to 1,000.</param>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    /// <exception cref="InvalidRequestException">There are none or too many.</exception>
    [Alias("NoteRefusedAsync")]
    Task NoteRefusedAsync(IReadOnlyList<RefusedReading> refused);

    /// <summary>Makes the level or changes its settings. Called by the location's grain, which lists the level.</summary>
    /// <param name="settings">All settings; what is absent is unset.</param>
    /// <param name="site">Hours and time zone of the location.</param>
    /// <param name="expected">
    /// The <see cref="LevelConfiguration.SettingsVersion"/> that the caller has seen; 0 when the level must not exist yet; null for any.
    /// </param>
    /// <exception cref="InvalidRequestException">The settings break a rule; nothing was changed.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    [Alias("ConfigureAsync")]
    Task<LevelStatus> ConfigureAsync(LevelSettings settings, SiteHours site, long? expected = null);

    /// <summary>The location's hours or time zone have changed. Called by the location's grain.</summary>
    [Alias("SetSiteAsync")]
    Task SetSiteAsync(SiteHours site);

    /// <summary>The stored settings and their version.</summary>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    [Alias("GetConfigurationAsync")]
    Task<LevelConfiguration> GetConfigurationAsync();

    /// <summary>Its sensors, recent anomalies and where its ways of counting disagree.</summary>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    [Alias("GetSensorsAsync")]
    Task<LevelSensors> GetSensorsAsync();

    /// <summary>
    /// Sets the true number and keeps what was corrected, by whom and why, in the level's ledger. Answers after the number is stored; the
    /// same <see cref="CorrectionRequest.Id"/> again has no second effect.
    /// </summary>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    /// <exception cref="InvalidRequestException">The request breaks a rule; nothing was changed.</exception>
    [Alias("CorrectAsync")]
    Task<CorrectionAnswer> CorrectAsync(CorrectionRequest request);

    /// <summary>
    /// Forgets the corrections that the level itself remembers, also when it was removed; <see cref="ICorrectionLedgerGrain.ForgetAsync"/> forgets the
    /// others and is to be called after it. The number stays.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    [Alias("ForgetCorrectionsAsync")]
    Task<bool> ForgetCorrectionsAsync();

    /// <summary>
    /// Drops what the level still had to give to its history, also when it was removed; <see cref="History.ILevelHistoryGrain.RemoveAsync"/> removes what is there
    /// and is to be called after it.
    /// </summary>
    [Alias("ForgetHistoryAsync")]
    Task ForgetHistoryAsync();

    /// <summary>Removes the level; its version, ledger and history live on. Called by the location's grain.</summary>
    /// <param name="expected">The version of the settings that the caller has seen; null for any.</param>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    [Alias("RemoveAsync")]
    Task RemoveAsync(long? expected = null);
}
