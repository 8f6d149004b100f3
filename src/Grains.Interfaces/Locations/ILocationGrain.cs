using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>One parking location (site). Its key is the location's id, a <see cref="Slug"/>.</summary>
[Alias("live-parking.ILocationGrain")]
public interface ILocationGrain : IGrainWithStringKey
{
    /// <summary>The newest stored status of the location, its levels and its cameras, the location's settings and their version.</summary>
    /// <exception cref="UnknownLocationException">The location was never created or has been removed.</exception>
    [Idempotent, OpenToPrograms, Alias("GetAsync")]
    Task<ConfiguredLocation> GetAsync();

    /// <summary>The stored settings and their version. Answers from memory and calls no level.</summary>
    /// <exception cref="UnknownLocationException">The location was never created or has been removed.</exception>
    [Idempotent, OpenToPrograms(Role.Operator, Role.Admin), Alias("GetSettingsAsync")]
    Task<StoredLocationSettings> GetSettingsAsync();

    /// <summary>Creates the location or changes its settings. Answers after the settings are stored.</summary>
    /// <param name="settings">All settings; absent ones are unset.</param>
    /// <param name="expected">
    /// The expected <see cref="ConfiguredLocation.SettingsVersion"/>; 0 when the location must not exist yet; null for any.
    /// </param>
    /// <exception cref="InvalidRequestException">The settings break a rule; nothing was changed.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    /// <exception cref="TooManyException">The system is at its limit of locations; nothing was changed.</exception>
    [Idempotent(Unless = nameof(expected)), ResponseTimeout("00:00:30"), Audited("location.configure"), Alias("ConfigureAsync")]
    Task<ConfiguredLocation> ConfigureAsync(LocationSettings settings, long? expected = null);

    /// <summary>Whether settings of the location and its levels keep all rules. Changes nothing; the location need not exist.</summary>
    /// <param name="site">The settings.</param>
    /// <exception cref="InvalidRequestException">The settings break a rule; the field is a path such as <c>levels.upper.capacity</c>.</exception>
    [Idempotent, Alias("CheckSiteAsync")]
    Task CheckSiteAsync(SiteSettings site);

    /// <summary>Which of these levels the location lists. Answers from memory and calls no level.</summary>
    /// <param name="levelIds">Ids within the location; those that are not listed are left out of the answer.</param>
    /// <exception cref="UnknownLocationException">The location was never created or has been removed.</exception>
    [Idempotent, OpenToPrograms, Alias("FindLevelsAsync")]
    Task<IReadOnlyList<string>> FindLevelsAsync(IReadOnlyList<string> levelIds);

    /// <summary>Removes the location with its levels. Cameras that its silos still announce are no longer part of it.</summary>
    /// <param name="expected">The expected version of the settings; null for any.</param>
    /// <exception cref="UnknownLocationException">There is nothing to remove.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    [ResponseTimeout("00:00:30"), Audited("location.remove"), Alias("RemoveAsync")]
    Task RemoveAsync(long? expected = null);

    /// <summary>The level that a driver should take now.</summary>
    /// <param name="type">The wanted type of spot, as in <see cref="LevelSettings.Capacity"/>; null for any.</param>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    /// <exception cref="InvalidRequestException"><paramref name="type"/> is malformed.</exception>
    [Idempotent, OpenToPrograms, Alias("AdviseLevelAsync")]
    Task<LevelAdvice> AdviseLevelAsync(string? type);

    /// <summary>Creates a level or changes its settings. A new level is empty and <c>unknown</c> until its first reading.</summary>
    /// <param name="levelId">The level's id within the location, a <see cref="Slug"/>.</param>
    /// <param name="settings">All settings; absent ones are unset.</param>
    /// <param name="expected">
    /// The expected <see cref="ConfiguredLevel.SettingsVersion"/>; 0 when the level must not exist yet; null for any.
    /// </param>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    /// <exception cref="InvalidRequestException">The settings break a rule; nothing was changed.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    /// <exception cref="TooManyException">The location is at its limit of levels; nothing was changed.</exception>
    [Idempotent(Unless = nameof(expected)), ResponseTimeout("00:00:30"), Audited("level.configure"), Alias("ConfigureLevelAsync")]
    Task<ConfiguredLevel> ConfigureLevelAsync(string levelId, LevelSettings settings, long? expected = null);

    /// <summary>Removes a level.</summary>
    /// <param name="levelId">The level's id within the location.</param>
    /// <param name="expected">The expected version of the settings; null for any.</param>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version; nothing was changed.</exception>
    [ResponseTimeout("00:00:30"), Audited("level.remove"), Alias("RemoveLevelAsync")]
    Task RemoveLevelAsync(string levelId, long? expected = null);
}
