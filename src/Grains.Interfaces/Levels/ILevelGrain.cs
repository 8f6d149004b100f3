namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>One level of a location. Its key is a <see cref="LevelKey"/>.</summary>
[Alias("live-parking.ILevelGrain")]
public interface ILevelGrain : IGrainWithStringKey
{
    /// <summary>The newest stored status.</summary>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    [Alias("GetStatusAsync")]
    Task<LevelStatus> GetStatusAsync();

    /// <summary>
    /// Takes readings of sensors. Answers after their effect is stored; a caller that gets no answer sends them again,
    /// which has no second effect. Outcomes stand in the order of the readings.
    /// </summary>
    /// <param name="readings">1 to 1,000 readings.</param>
    /// <exception cref="UnknownLevelException">The level was never made or has been removed.</exception>
    /// <exception cref="InvalidRequestException">There are none or too many.</exception>
    [Alias("ReportAsync")]
    Task<ReadingsAnswer> ReportAsync(IReadOnlyList<Reading> readings);

    /// <summary>Makes the level or changes its settings. Called by the location's grain, which lists the level.</summary>
    /// <exception cref="InvalidRequestException">The settings break a rule; nothing was changed.</exception>
    [Alias("ConfigureAsync")]
    Task<LevelStatus> ConfigureAsync(LevelSettings settings);

    /// <summary>Removes the level; its version lives on. Called by the location's grain.</summary>
    [Alias("RemoveAsync")]
    Task RemoveAsync();
}
