using LiveParking.Grains.Interfaces.Changes;

namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>The alarms of a place that are not cleared.</summary>
/// <param name="LocationId">The location; null for the system as a whole.</param>
/// <param name="Alarms">In the order of their beginning.</param>
[GenerateSerializer, Immutable, Alias("live-parking.PlaceAlarms")]
public sealed record PlaceAlarms([property: Id(0)] string? LocationId, [property: Id(1)] IReadOnlyList<Alarm> Alarms);

/// <summary>What has changed in the alarms of all places since a position.</summary>
/// <param name="Position">The position to ask with the next time.</param>
/// <param name="IsWhole">Whether <paramref name="Changed"/> holds all places with alarms: what the caller knew before no longer counts.</param>
/// <param name="Changed">The places whose alarms changed, each with all its alarms; without any when all were cleared.</param>
/// <param name="Complete">False while places are still being asked, such as right after a start: one that is not listed may have alarms.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AlarmChanges")]
public sealed record AlarmChanges(
    [property: Id(0)] ChangePosition Position,
    [property: Id(1)] bool IsWhole,
    [property: Id(2)] IReadOnlyList<PlaceAlarms> Changed,
    [property: Id(3)] bool Complete);
