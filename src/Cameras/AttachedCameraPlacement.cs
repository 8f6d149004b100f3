using Orleans.Placement;

namespace LiveParking.Cameras;

/// <summary>The grain runs only on the silo that announced the camera in its key.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AttachedCameraPlacementAttribute() : PlacementAttribute(new AttachedCameraPlacement());

/// <summary>Places a camera's grain on the silo that announced the camera, and fails when that silo is unavailable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("live-parking.AttachedCameraPlacement")]
internal sealed class AttachedCameraPlacement : PlacementStrategy;
