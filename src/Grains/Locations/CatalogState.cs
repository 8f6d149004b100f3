using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>The stored catalog.</summary>
internal sealed record CatalogState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>The ids of all locations, in the order of creation.</summary>
    public ImmutableList<string> Locations { get; init; } = [];

    /// <summary>All cameras, in the order of their first announcement.</summary>
    public ImmutableList<CameraEntry> Cameras { get; init; } = [];

    /// <summary>The groups of each location that has any.</summary>
    public ImmutableDictionary<string, ImmutableList<string>> Groups { get; init; } = ImmutableDictionary<string, ImmutableList<string>>.Empty;

    /// <summary>Grows with every change of <see cref="Groups"/>.</summary>
    public long GroupsVersion { get; init; }
}
