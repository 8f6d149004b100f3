using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>One level of a location. Its key is a <see cref="LevelKey"/>.</summary>
[Alias("live-parking.ILevelGrain")]
public interface ILevelGrain : IGrainWithStringKey
{
    /// <summary>The newest stored status, the settings and their version.</summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    [Idempotent, OpenToPrograms, Alias("GetAsync")]
    Task<ConfiguredLevel> GetAsync();

    /// <summary>
    /// Processes sensor readings. Answers after their effect is stored. A caller without an answer sends them again, which has no second effect.
    /// Results are in the order of the readings.
    /// </summary>
    /// <param name="readings">1 to 1,000 readings.</param>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="InvalidRequestException">There are no readings or too many.</exception>
    [Idempotent, OpenToPrograms(Role.Sensor, Role.Operator, Role.Admin), Alias("ReportAsync")]
    Task<ReadingsAnswer> ReportAsync(IReadOnlyList<Reading> readings);

    /// <summary>
    /// Records rejected payloads of the level with their sensors; the occupancy does not change. The record is less reliable than a reading: it may
    /// be lost with a process, and it may count twice when it is sent again.
    /// </summary>
    /// <param name="refused">1 to 1,000 rejected payloads.</param>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="InvalidRequestException">There are none or too many.</exception>
    [OpenToPrograms(Role.Sensor, Role.Operator, Role.Admin), Alias("NoteRefusedAsync")]
    Task NoteRefusedAsync(IReadOnlyList<RefusedReading> refused);

    /// <summary>Its sensors, recent anomalies and the disagreement between its counting methods.</summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    [Idempotent, OpenToPrograms(Role.Operator, Role.Admin), Alias("GetSensorsAsync")]
    Task<LevelSensors> GetSensorsAsync();

    /// <summary>One of its sensors, and the last results of its readings.</summary>
    /// <param name="sensorId">The sensor; 1 to 128 characters.</param>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="UnknownSensorException">The level knows no such sensor.</exception>
    [Idempotent, OpenToPrograms(Role.Sensor, Role.Operator, Role.Admin), Alias("GetSensorAsync")]
    Task<SensorReport> GetSensorAsync(string sensorId);

    /// <summary>
    /// Sets the true number and stores the correction, its author and its reason in the level's ledger. Answers after the number is stored. The same
    /// <see cref="CorrectionRequest.Id"/> again has no second effect.
    /// </summary>
    /// <exception cref="UnknownLevelException">The level was never created or has been removed.</exception>
    /// <exception cref="InvalidRequestException">The request breaks a rule; nothing was changed.</exception>
    [Idempotent, Audited("correction.add"), Alias("CorrectAsync")]
    Task<CorrectionAnswer> CorrectAsync(CorrectionRequest request);

    /// <summary>
    /// Removes all corrections of the level permanently, also after its removal. The number does not change. A removal that got no answer may still be
    /// done, and then also takes corrections that were made meanwhile.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="StoreUnavailableException">The store did not accept the change; the caller must retry.</exception>
    [ResponseTimeout("00:00:30"), Audited("corrections.remove"), Alias("RemoveCorrectionsAsync")]
    Task<bool> RemoveCorrectionsAsync();

    /// <summary>Removes the whole history of the level permanently, also after its removal.</summary>
    /// <returns>Whether there was any.</returns>
    /// <exception cref="StoreUnavailableException">The store did not accept the change; the caller must retry.</exception>
    [ResponseTimeout("00:00:30"), Audited("history.remove"), Alias("RemoveHistoryAsync")]
    Task<bool> RemoveHistoryAsync();
}
