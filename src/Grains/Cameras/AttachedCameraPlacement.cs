using Orleans.Placement;

namespace LiveParking.Grains.Cameras;

/// <summary>The grain runs on the silo that announced the camera which its key names, and nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AttachedCameraPlacementAttribute() : PlacementAttribute(new AttachedCameraPlacement());

/// <summary>Places a camera's grain on the silo that announced the camera, and fails when that silo is not there.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("live-parking.AttachedCameraPlacement")]
internal sealed class AttachedCameraPlacement : PlacementStrategy;
