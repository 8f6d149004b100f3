using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Gateway.Api;

/// <summary>Limits of alarms.</summary>
/// <param name="Locations">By the id of the location.</param>
/// <param name="Groups">By group.</param>
internal sealed record AlarmLimitsAnswer(IReadOnlyDictionary<string, AlarmLimits> Locations, IReadOnlyDictionary<string, AlarmLimits> Groups);
