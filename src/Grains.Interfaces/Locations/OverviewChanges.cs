using LiveParking.Grains.Interfaces.Changes;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>What has changed in the overview since a position.</summary>
/// <param name="Position">The position to ask with the next time.</param>
/// <param name="IsWhole">Whether <paramref name="Changed"/> holds all locations: what the caller knew before no longer counts.</param>
/// <param name="Changed">The newest summaries of changed locations; each at most once, however often it has changed.</param>
/// <param name="Removed">Locations that are gone.</param>
/// <param name="Complete">False while locations are still being read, such as right after a start.</param>
[GenerateSerializer, Immutable, Alias("live-parking.OverviewChanges")]
public sealed record OverviewChanges(
    [property: Id(0)] ChangePosition Position,
    [property: Id(1)] bool IsWhole,
    [property: Id(2)] IReadOnlyList<LocationSummary> Changed,
    [property: Id(3)] IReadOnlyList<string> Removed,
    [property: Id(4)] bool Complete);
