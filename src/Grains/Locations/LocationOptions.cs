using System.ComponentModel.DataAnnotations;

namespace LiveParking.Grains.Locations;

/// <summary>How many locations there may be, and how many levels of each; section <c>Locations</c> of the configuration.</summary>
public sealed class LocationOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Locations";

    /// <summary>The largest bound on locations.</summary>
    public const int LargestLocations = 1_000_000;

    /// <summary>The largest bound on levels.</summary>
    public const int LargestLevels = 100_000;

    /// <summary>How many locations there may be, 1 to 1,000,000. Those that are there already stay.</summary>
    [Range(1, LargestLocations)]
    public int MostLocations { get; set; } = 10_000;

    /// <summary>How many levels a location may have, 1 to 100,000. Those that are there already stay.</summary>
    [Range(1, LargestLevels)]
    public int LevelsPerLocation { get; set; } = 1_000;
}
