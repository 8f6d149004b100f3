using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Grains.Locations;

/// <summary>A change of a camera's settings, for the audit trail.</summary>
/// <param name="CameraId">The camera.</param>
/// <param name="Before">Its settings before; null for a new camera.</param>
/// <param name="After">Its settings afterwards; null when it is no longer attached.</param>
internal sealed record CameraChange(string CameraId, CameraVisibility? Before, CameraVisibility? After);

/// <summary>The settings of a camera that its location knows.</summary>
/// <param name="Name">For people.</param>
/// <param name="Public">Whether anybody may watch.</param>
/// <param name="PublicRung">The best rung for viewers without a token.</param>
internal sealed record CameraVisibility(string Name, bool Public, CameraRung? PublicRung);
