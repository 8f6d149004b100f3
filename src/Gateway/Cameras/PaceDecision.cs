namespace LiveParking.Gateway.Cameras;

/// <summary>What a <see cref="ViewerPacer"/> says.</summary>
/// <param name="NeedsAck">Nothing may be sent before the viewer acknowledges something.</param>
/// <param name="Wait">How long to wait before asking again; zero when a frame may go now.</param>
internal readonly record struct PaceDecision(bool NeedsAck, TimeSpan Wait)
{
    /// <summary>A frame may go now.</summary>
    public static PaceDecision Send => default;

    /// <summary>An acknowledgement has to come first.</summary>
    public static PaceDecision AwaitAck => new(true, default);

    /// <summary>Whether a frame may go now.</summary>
    public bool MaySend => !NeedsAck && Wait <= TimeSpan.Zero;

    /// <summary>The frame rate allows none yet.</summary>
    public static PaceDecision WaitFor(TimeSpan wait) => new(false, wait);
}
