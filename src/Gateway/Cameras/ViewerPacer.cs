namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Decides when one viewer may get its next frame: not before its frame rate allows, and, when it acknowledges frames, not
/// while too many of them, or too old ones, are on their way. SignalR and TCP buffer several frames for a slow link; the bound on
/// what is not yet acknowledged keeps that backlog from building. Pure: all times come from the caller.
/// </summary>
/// <param name="maxFps">Frames a second at most.</param>
/// <param name="acks">Whether the viewer acknowledges frames.</param>
internal sealed class ViewerPacer(double maxFps, bool acks)
{
    /// <summary>A frame that is not acknowledged for as long stops further ones.</summary>
    public static readonly TimeSpan LongestUnacknowledged = TimeSpan.FromMilliseconds(400);

    /// <summary>How much of an interval a frame may come early, so that the jitter of a camera at the allowed rate costs no frame.</summary>
    private const double EarlyShare = 0.25;

    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / maxFps);
    private readonly Queue<(long Sequence, TimeSpan SentAt)> _unacknowledged = new();
    private TimeSpan _due = TimeSpan.MinValue;
    private TimeSpan? _smallestRoundTrip;
    private long _lastSent = long.MinValue;

    /// <summary>Frames that were sent and not yet acknowledged; always 0 for a viewer that does not acknowledge.</summary>
    public int Unacknowledged => _unacknowledged.Count;

    /// <summary>The shortest time from a frame to its acknowledgement; null before the first.</summary>
    public TimeSpan? SmallestRoundTrip => _smallestRoundTrip;

    /// <summary>What to do now.</summary>
    /// <param name="now">The time, on a clock that never goes back.</param>
    /// <param name="sourceFps">Frames a second that the camera gives.</param>
    public PaceDecision Decide(TimeSpan now, double sourceFps)
    {
        if (_unacknowledged.TryPeek(out var oldest)
            && (_unacknowledged.Count >= Window(sourceFps) || now - oldest.SentAt >= LongestUnacknowledged))
        {
            return PaceDecision.AwaitAck;
        }

        return _due == TimeSpan.MinValue || now >= _due - _interval * EarlyShare
            ? PaceDecision.Send
            : PaceDecision.WaitFor(_due - now);
    }

    /// <summary>A frame goes out.</summary>
    public void Sent(long sequence, TimeSpan now)
    {
        // The next one is due an interval after this one was, so that early and late frames even out; never to catch up more than one.
        _due = _due == TimeSpan.MinValue || now - _due > _interval ? now + _interval : _due + _interval;
        if (!acks)
            return;
        if (sequence <= _lastSent)
            _unacknowledged.Clear();
        _lastSent = sequence;
        _unacknowledged.Enqueue((sequence, now));
    }

    /// <summary>
    /// The viewer has all frames up to this one. A number that was never sent counts as the newest that was; an old one is ignored.
    /// </summary>
    /// <returns>Whether it told something new.</returns>
    public bool Acknowledged(long sequence, TimeSpan now)
    {
        TimeSpan? sentAt = null;
        while (_unacknowledged.TryPeek(out var oldest) && oldest.Sequence <= sequence)
            sentAt = _unacknowledged.Dequeue().SentAt;
        if (sentAt is null)
            return false;
        var roundTrip = now - sentAt.Value;
        if (_smallestRoundTrip is null || roundTrip < _smallestRoundTrip)
            _smallestRoundTrip = roundTrip;
        return true;
    }

    /// <summary>How many frames may be on their way: max(2, ⌈fps × smallest round trip⌉ + 1).</summary>
    private int Window(double sourceFps)
    {
        var fps = Math.Min(maxFps, sourceFps);
        var onTheWay = _smallestRoundTrip is { } roundTrip ? (int)Math.Ceiling(fps * roundTrip.TotalSeconds) : 0;
        return Math.Max(2, onTheWay + 1);
    }
}
