using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Gateway.Api;

/// <summary>Alarms.</summary>
/// <param name="Alarms">Open ones in the order of their beginning; with a time range the newest first, cleared ones too.</param>
internal sealed record AlarmsAnswer(IReadOnlyList<Alarm> Alarms);
