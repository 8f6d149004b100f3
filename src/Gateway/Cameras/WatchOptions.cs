namespace LiveParking.Gateway.Cameras;

/// <summary>What a viewer asks for, as it stands on the wire; all of it may be left out.</summary>
/// <param name="Quality"><c>auto</c>, <c>low</c>, <c>medium</c> or <c>high</c>; <c>auto</c> when absent.</param>
/// <param name="MaxFps">Frames a second at most; more than 0, and no more than 60 are sent.</param>
/// <param name="Acks">Whether this viewer acknowledges frames.</param>
public sealed record WatchOptions(string? Quality = null, double? MaxFps = null, bool? Acks = null);
