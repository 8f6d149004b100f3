namespace LiveParking.Grains.Interfaces.Changes;

/// <summary>How far a caller knows the changes of a grain.</summary>
/// <param name="Epoch">The activation of the grain that counts; after another one has started, a caller gets everything anew.</param>
/// <param name="Version">The number of the newest known change.</param>
[GenerateSerializer, Immutable, Alias("live-parking.ChangePosition")]
public sealed record ChangePosition([property: Id(0)] Guid Epoch, [property: Id(1)] long Version);
