using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>The key of a feed: one camera on one rung.</summary>
internal readonly record struct FrameFeedKey(string CameraId, CameraRung Rung);
