namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>A location with its stored settings.</summary>
/// <param name="Status">The status for clients.</param>
/// <param name="SettingsVersion">The version of the stored settings: grows only with their changes, also across removal; an ETag.</param>
/// <param name="Settings">The stored settings.</param>
[GenerateSerializer, Immutable, Alias("live-parking.ConfiguredLocation")]
public sealed record ConfiguredLocation(
    [property: Id(0)] LocationStatus Status,
    [property: Id(1)] long SettingsVersion,
    [property: Id(2)] LocationSettings Settings);
