namespace LiveParking.Gateway.Cameras;

/// <summary>The decision of a <see cref="ViewerPacer"/>.</summary>
/// <param name="NeedsAck">No frame may be sent before the viewer acknowledges one.</param>
/// <param name="Wait">Time to wait before the next decision; zero when a frame may be sent now.</param>
internal readonly record struct PaceDecision(bool NeedsAck, TimeSpan Wait)
{
    /// <summary>A frame may be sent now.</summary>
    public static PaceDecision Send => default;

    /// <summary>An acknowledgement must arrive first.</summary>
    public static PaceDecision AwaitAck => new(true, default);

    /// <summary>Whether a frame may be sent now.</summary>
    public bool MaySend => !NeedsAck && Wait <= TimeSpan.Zero;

    /// <summary>The frame rate does not allow a frame yet.</summary>
    public static PaceDecision WaitFor(TimeSpan wait) => new(false, wait);
}
