using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>Names the frames of one camera on one rung.</summary>
internal readonly record struct FrameFeedKey(string CameraId, CameraRung Rung);
