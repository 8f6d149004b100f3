using Orleans.Placement;

namespace LiveParking.LiveStreams.Publishing;

/// <summary>The grain's key is the address of the silo on which it runs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloNamedByKeyAttribute() : PlacementAttribute(new SiloNamedByKey());

/// <summary>Places a grain on the silo in its key, and fails when that silo is not alive.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("live-parking.SiloNamedByKey")]
public sealed class SiloNamedByKey : PlacementStrategy;
