using System.ComponentModel.DataAnnotations;

namespace LiveParking.Grains.Locations;

/// <summary>Limits on the number of locations, and of levels in each; section <c>Locations</c> of the configuration.</summary>
public sealed class LocationOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Locations";

    /// <summary>Largest limit of locations.</summary>
    public const int LargestLocations = 1_000_000;

    /// <summary>Largest limit of levels.</summary>
    public const int LargestLevels = 100_000;

    /// <summary>Maximum locations, 1 to 1,000,000. Existing ones stay.</summary>
    [Range(1, LargestLocations)]
    public int MostLocations { get; set; } = 10_000;

    /// <summary>Maximum levels of a location, 1 to 100,000. Existing ones stay.</summary>
    [Range(1, LargestLevels)]
    public int LevelsPerLocation { get; set; } = 1_000;
}
