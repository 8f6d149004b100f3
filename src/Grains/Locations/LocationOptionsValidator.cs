using Microsoft.Extensions.Options;

namespace LiveParking.Grains.Locations;

/// <summary>Checks <see cref="LocationOptions"/> against the documented ranges and reports all errors together.</summary>
internal sealed class LocationOptionsValidator : IValidateOptions<LocationOptions>
{
    public ValidateOptionsResult Validate(string? name, LocationOptions options)
    {
        List<string> faults = [];
        if (options.MostLocations is < 1 or > LocationOptions.LargestLocations)
            faults.Add($"Locations:MostLocations is 1 to {LocationOptions.LargestLocations}, not {options.MostLocations}.");
        if (options.LevelsPerLocation is < 1 or > LocationOptions.LargestLevels)
            faults.Add($"Locations:LevelsPerLocation is 1 to {LocationOptions.LargestLevels}, not {options.LevelsPerLocation}.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
