namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>A level with its stored settings.</summary>
/// <param name="Status">The status for clients.</param>
/// <param name="SettingsVersion">The version of the stored settings: grows only with their changes, also across removal; an ETag.</param>
/// <param name="Settings">The stored settings.</param>
[GenerateSerializer, Immutable, Alias("live-parking.ConfiguredLevel")]
public sealed record ConfiguredLevel(
    [property: Id(0)] LevelStatus Status,
    [property: Id(1)] long SettingsVersion,
    [property: Id(2)] LevelSettings Settings);
