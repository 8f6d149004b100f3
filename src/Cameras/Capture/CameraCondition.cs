using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras.Capture;

/// <summary>The condition of a camera.</summary>
/// <param name="State">Its state, in one word.</param>
/// <param name="Since">When this state began.</param>
/// <param name="Reason">Why it is offline or frozen; never an address or a password.</param>
public sealed record CameraCondition(CameraState State, DateTimeOffset Since, string? Reason = null);
