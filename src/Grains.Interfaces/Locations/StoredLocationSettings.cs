namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>The stored settings of a location.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="SettingsVersion">Grows only with changes of the settings, also across removal; an ETag.</param>
[GenerateSerializer, Immutable, Alias("live-parking.StoredLocationSettings")]
public sealed record StoredLocationSettings(
    [property: Id(0)] LocationSettings Settings,
    [property: Id(1)] long SettingsVersion);
