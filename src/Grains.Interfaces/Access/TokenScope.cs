using System.Text.Json.Serialization;

namespace LiveParking.Grains.Interfaces.Access;

/// <summary>Where a token is valid, as it is requested and listed.</summary>
[GenerateSerializer, Immutable, Alias("live-parking.TokenScope")]
public sealed record TokenScope
{
    /// <summary>Maximum entries of each list.</summary>
    public const int MaxEntries = 100;

    /// <summary>All locations.</summary>
    public static TokenScope Everywhere { get; } = new();

    /// <summary>Ids of locations; <c>*</c> for all.</summary>
    [Id(0)]
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <summary>Groups of locations: <see cref="Locations.LocationSettings.Groups"/>.</summary>
    [Id(1)]
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Levels as <c>location/level</c>, for the role sensor: the token is valid for these levels only.</summary>
    [Id(2)]
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>Ids of sensors, for the role sensor: readings of other sensors are rejected.</summary>
    [Id(3)]
    public IReadOnlyList<string> Sensors { get; init; } = [];

    /// <summary>Ids of cameras, for the role viewer: the token is valid for these cameras only.</summary>
    [Id(4)]
    public IReadOnlyList<string> Cameras { get; init; } = [];

    /// <summary>Whether a token with this scope names all locations.</summary>
    [JsonIgnore]
    public bool IsEverywhere => Locations.Contains("*") || Locations.Count + Groups.Count + Levels.Count + Cameras.Count == 0;
}
