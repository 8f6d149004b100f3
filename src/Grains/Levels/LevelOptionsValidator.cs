using Microsoft.Extensions.Options;

namespace LiveParking.Grains.Levels;

/// <summary>Checks <see cref="LevelOptions"/> against the documented ranges.</summary>
internal sealed class LevelOptionsValidator : IValidateOptions<LevelOptions>
{
    public ValidateOptionsResult Validate(string? name, LevelOptions options) =>
        options.SensorsPerLevel is < LevelOptions.MinSensors or > LevelOptions.MaxSensors
            ? ValidateOptionsResult.Fail(
                $"Levels:SensorsPerLevel is {LevelOptions.MinSensors} to {LevelOptions.MaxSensors}, not {options.SensorsPerLevel}; leave it out for the default.")
            : ValidateOptionsResult.Success;
}
