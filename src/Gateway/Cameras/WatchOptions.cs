namespace LiveParking.Gateway.Cameras;

/// <summary>What a viewer asks for, as it stands on the wire; all of it may be left out.</summary>
/// <param name="Quality"><c>auto</c>, <c>low</c>, <c>medium</c> or <c>high</c>; <c>auto</c> when absent.</param>
/// <param name="MaxFps">Frames a second at most; more than 0, and no more than 60 are sent.</param>
/// <param name="Acks">Whether this viewer acknowledges frames.</param>
/// <param name="StartRung">
/// <c>low</c>, <c>medium</c> or <c>high</c>: the rung to begin with while the gateway chooses. A viewer whose new connection takes over
/// from an old one names the rung that it sees, so that its picture does not get worse for a moment.
/// </param>
public sealed record WatchOptions(string? Quality = null, double? MaxFps = null, bool? Acks = null, string? StartRung = null);
