namespace LiveParking.Gateway.Cameras;

/// <summary>The viewer's options on the wire; all of them are optional.</summary>
/// <param name="Quality"><c>auto</c>, <c>low</c>, <c>medium</c> or <c>high</c>; <c>auto</c> when absent.</param>
/// <param name="MaxFps">Maximum frames a second; more than 0. No more than 60 are sent.</param>
/// <param name="Acks">Whether this viewer acknowledges frames.</param>
/// <param name="StartRung">
/// <c>low</c>, <c>medium</c> or <c>high</c>: the first rung while the gateway chooses. A viewer whose new connection replaces an old one names its
/// current rung, so that the picture quality does not drop for a moment.
/// </param>
public sealed record WatchOptions(string? Quality = null, double? MaxFps = null, bool? Acks = null, string? StartRung = null);
