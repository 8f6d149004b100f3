using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Locations;

/// <summary>What the alarms of a location ask it. Implemented by the location.</summary>
[Alias("live-parking.ILocationParts")]
internal interface ILocationParts : IGrainWithStringKey
{
    /// <summary>What is wrong with its cameras and levels now.</summary>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    [Alias("GetAlarmReportAsync")]
    Task<AlarmReport> GetAlarmReportAsync();

    /// <summary>Its levels, and whether the site has a silo of its own.</summary>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    [Alias("GetPartsAsync")]
    Task<LocationParts> GetPartsAsync();
}

/// <summary>The parts of a location.</summary>
/// <param name="Levels">The ids of its levels.</param>
/// <param name="HasSilo">Whether a silo has announced cameras of it.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LocationParts")]
internal sealed record LocationParts([property: Id(0)] IReadOnlyList<string> Levels, [property: Id(1)] bool HasSilo);
