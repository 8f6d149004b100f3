using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>The settings of a location and their version.</summary>
/// <param name="Settings">The stored settings.</param>
/// <param name="SettingsVersion">Grows only with changes of the settings, also across removal; an ETag.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LocationConfiguration")]
public sealed record LocationConfiguration(
    [property: Id(0)] LocationSettings Settings,
    [property: Id(1)] long SettingsVersion);

/// <summary>A location after its settings were stored.</summary>
/// <param name="Status">The status for clients.</param>
/// <param name="SettingsVersion">The version of the stored settings.</param>
[GenerateSerializer, Immutable, Alias("live-parking.ConfiguredLocation")]
public sealed record ConfiguredLocation(
    [property: Id(0)] LocationStatus Status,
    [property: Id(1)] long SettingsVersion);

/// <summary>A level with the version of its stored settings.</summary>
/// <param name="Status">The status for clients.</param>
/// <param name="SettingsVersion">The version of the stored settings.</param>
[GenerateSerializer, Immutable, Alias("live-parking.ConfiguredLevel")]
public sealed record ConfiguredLevel(
    [property: Id(0)] LevelStatus Status,
    [property: Id(1)] long SettingsVersion);
