using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Grains.Cameras.Capture;

/// <summary>What a camera does.</summary>
/// <param name="State">In one word.</param>
/// <param name="Since">When it began to.</param>
/// <param name="Reason">Why it is offline or frozen; never an address or a password.</param>
public sealed record CameraCondition(CameraState State, DateTimeOffset Since, string? Reason = null);
