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

    private readonly TimeSpan _shortest = TimeSpan.FromSeconds(1 / maxFps);
    private readonly Queue<SentFrame> _unacknowledged = new();
    private readonly SmallestRecently _roundTrips = new();
    private TimeSpan _interval = TimeSpan.FromSeconds(1 / maxFps);
    private TimeSpan _due = TimeSpan.MinValue;
    private long _lastSent = long.MinValue;
    private int _opened = int.MaxValue;

    /// <summary>Frames that were sent and not yet acknowledged; always 0 for a viewer that does not acknowledge.</summary>
    public int Unacknowledged => _unacknowledged.Count;

    /// <summary>The shortest time from a frame to its acknowledgement lately; null before the first.</summary>
    public TimeSpan? SmallestRoundTrip => _roundTrips.Value?.Took;

    /// <summary>The frame that needed it.</summary>
    public Delivery? Quickest => _roundTrips.Value;

    /// <summary>What to do now.</summary>
    /// <param name="now">The time, on a clock that never goes back.</param>
    /// <param name="fps">Frames a second that the camera gives, or fewer when the link carries fewer.</param>
    public PaceDecision Decide(TimeSpan now, double fps)
    {
        if (_unacknowledged.TryPeek(out var oldest)
            && (_unacknowledged.Count >= Window(fps) || now - oldest.SentAt >= LongestUnacknowledged))
        {
            return PaceDecision.AwaitAck;
        }

        return _due == TimeSpan.MinValue || now >= _due - _interval * EarlyShare
            ? PaceDecision.Send
            : PaceDecision.WaitFor(_due - now);
    }

    /// <summary>A frame goes out.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="now">The time.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="seconds">How long the link needs for it; no other one follows sooner.</param>
    public void Sent(long sequence, TimeSpan now, int bytes = 0, double seconds = 0)
    {
        var needed = TimeSpan.FromSeconds(seconds);
        _interval = needed > _shortest ? needed : _shortest;
        // The next one is due an interval after this one was, so that early and late frames even out; never to catch up more than one.
        _due = _due == TimeSpan.MinValue || now - _due > _interval ? now + _interval : _due + _interval;
        if (!acks)
            return;
        if (sequence <= _lastSent)
            _unacknowledged.Clear();
        _lastSent = sequence;
        _unacknowledged.Enqueue(new SentFrame(sequence, now, bytes));
    }

    /// <summary>
    /// The viewer has all frames up to this one. A number that was never sent counts as the newest that was; an old one is ignored.
    /// </summary>
    /// <returns>What it told; null when it was nothing new.</returns>
    public Delivery? Acknowledged(long sequence, TimeSpan now)
    {
        SentFrame? newest = null;
        var bytes = 0L;
        while (_unacknowledged.TryPeek(out var oldest) && oldest.Sequence <= sequence)
        {
            newest = _unacknowledged.Dequeue();
            bytes += oldest.Bytes;
        }

        if (newest is null)
            return null;
        var delivery = new Delivery(bytes, newest.Value.SentAt, now);
        _roundTrips.Add(delivery);
        return delivery;
    }

    /// <summary>The next frame is larger than those before it: it goes alone, and each <see cref="OpenMore"/> then allows one more on the way.</summary>
    public void OpenSlowly() => _opened = 1;

    /// <summary>A frame came through without waiting.</summary>
    public void OpenMore()
    {
        if (_opened < int.MaxValue)
            _opened++;
    }

    /// <summary>How many frames may be on their way: max(2, ⌈fps × smallest round trip⌉ + 1), fewer after <see cref="OpenSlowly"/>.</summary>
    private int Window(double fps)
    {
        var onTheWay = SmallestRoundTrip is { } roundTrip ? (int)Math.Ceiling(Math.Min(maxFps, fps) * roundTrip.TotalSeconds) : 0;
        return Math.Min(_opened, Math.Max(2, onTheWay + 1));
    }
}
