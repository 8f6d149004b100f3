using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>One level of a location. Its key is a <see cref="LevelKey"/>.</summary>
[Alias("live-parking.ILevelGrain")]
public interface ILevelGrain : IGrainWithStringKey
{
    /// <summary>The newest stored status.</summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    [Idempotent, Alias("GetStatusAsync")]
    Task<LevelStatus> GetStatusAsync();

    /// <summary>The newest stored status with the version of its settings.</summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    [Idempotent, Alias("GetConfiguredAsync")]
    Task<ConfiguredLevel> GetConfiguredAsync();

    /// <summary>
    /// Processes sensor readings. Answers after their effect is stored. A caller without an answer sends them again, which has no second effect.
    /// Results are in the order of the readings.
    /// </summary>
    /// <param name="readings">1 to 1,000 readings.</param>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="InvalidRequestException">There are no readings or too many.</exception>
    [Idempotent, Alias("ReportAsync")]
    Task<ReadingsAnswer> ReportAsync(IReadOnlyList<Reading> readings);

    /// <summary>
    /// Records rejected payloads of the level with their sensors; the occupancy does not change. The record is less reliable than a reading: it may
    /// be lost with a process, and it may count twice when it is sent again.
    /// </summary>
    /// <param name="refused">1 to 1,000 rejected payloads.</param>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="InvalidRequestException">There are none or too many.</exception>
    [Alias("NoteRefusedAsync")]
    Task NoteRefusedAsync(IReadOnlyList<RefusedReading> refused);

    /// <summary>Creates the level or changes its settings. Called by the location's grain, which lists the level.</summary>
    /// <param name="settings">All settings; absent ones are unset.</param>
    /// <param name="site">Hours and time zone of the location.</param>
    /// <param name="expected">
    /// The expected <see cref="LevelConfiguration.SettingsVersion"/>; 0 when the level must not exist yet; null for any.
    /// </param>
    /// <exception cref="InvalidRequestException">The settings break a rule; nothing was changed.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    [Idempotent(Unless = nameof(expected)), ResponseTimeout("00:00:30"), Alias("ConfigureAsync")]
    Task<LevelStatus> ConfigureAsync(LevelSettings settings, SiteHours site, long? expected = null);

    /// <summary>Updates the location's hours or time zone. Called by the location's grain.</summary>
    [Idempotent, Alias("SetSiteAsync")]
    Task SetSiteAsync(SiteHours site);

    /// <summary>The stored settings and their version.</summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    [Idempotent, Alias("GetConfigurationAsync")]
    Task<LevelConfiguration> GetConfigurationAsync();

    /// <summary>Its sensors, recent anomalies and the disagreement between its counting methods.</summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    [Idempotent, Alias("GetSensorsAsync")]
    Task<LevelSensors> GetSensorsAsync();

    /// <summary>
    /// Sets the true number and stores the correction, its author and its reason in the level's ledger. Answers after the number is stored. The same
    /// <see cref="CorrectionRequest.Id"/> again has no second effect.
    /// </summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="InvalidRequestException">The request breaks a rule; nothing was changed.</exception>
    [Idempotent, Alias("CorrectAsync")]
    Task<CorrectionAnswer> CorrectAsync(CorrectionRequest request);

    /// <summary>
    /// Deletes the corrections that the level itself still holds, also after its removal. <see cref="ICorrectionLedgerGrain.ForgetAsync"/> deletes
    /// the others and must be called afterwards. The number does not change.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    [ResponseTimeout("00:00:30"), Alias("ForgetCorrectionsAsync")]
    Task<bool> ForgetCorrectionsAsync();

    /// <summary>
    /// Drops the samples that the level has not sent to its history yet, also after its removal. <see cref="History.ILevelHistoryGrain.RemoveAsync"/>
    /// removes the stored history and must be called afterwards.
    /// </summary>
    [Idempotent, ResponseTimeout("00:00:30"), Alias("ForgetHistoryAsync")]
    Task ForgetHistoryAsync();

    /// <summary>Removes the level; its version, ledger and history stay. Called by the location's grain.</summary>
    /// <param name="expected">The expected version of the settings; null for any.</param>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    [ResponseTimeout("00:00:30"), Alias("RemoveAsync")]
    Task RemoveAsync(long? expected = null);
}
