namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Decides when one viewer may get its next frame. The frame rate must allow it. For a viewer that acknowledges, the unacknowledged frames must be
/// few and recent enough. SignalR and TCP buffer several frames for a slow link; the limit on unacknowledged frames prevents that backlog. Pure: all
/// times come from the caller.
/// </summary>
/// <param name="maxFps">Maximum frames a second.</param>
/// <param name="acks">Whether the viewer acknowledges frames.</param>
internal sealed class ViewerPacer(double maxFps, bool acks)
{
    /// <summary>When a frame is unacknowledged for this long, no further frames are sent.</summary>
    public static readonly TimeSpan MaxUnacknowledged = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// How early a frame may be sent, as a share of the interval. It prevents jitter of a camera at the allowed rate from dropping frames.
    /// </summary>
    private const double EarlyShare = 0.25;

    private readonly TimeSpan _shortest = TimeSpan.FromSeconds(1 / maxFps);
    private readonly Queue<SentFrame> _unacknowledged = new();
    private readonly WindowedMinimum _roundTrips = new();
    private TimeSpan _interval = TimeSpan.FromSeconds(1 / maxFps);
    private TimeSpan _due = TimeSpan.MinValue;
    private long _lastSent = long.MinValue;
    private int _opened = int.MaxValue;

    /// <summary>Frames that were sent but not yet acknowledged; always 0 for a viewer that does not acknowledge.</summary>
    public int Unacknowledged => _unacknowledged.Count;

    /// <summary>The shortest recent time from a frame to its acknowledgement; null before the first.</summary>
    public TimeSpan? MinRoundTrip => _roundTrips.Value?.Duration;

    /// <summary>The delivery with the shortest time.</summary>
    public Delivery? Quickest => _roundTrips.Value;

    /// <summary>Decides the next step.</summary>
    /// <param name="now">The time, on a monotonic clock.</param>
    /// <param name="fps">Frames a second of the camera, or fewer when the link carries fewer.</param>
    public PaceDecision Decide(TimeSpan now, double fps)
    {
        if (_unacknowledged.TryPeek(out var oldest)
            && (_unacknowledged.Count >= Window(fps) || now - oldest.SentAt >= MaxUnacknowledged))
        {
            return PaceDecision.AwaitAck;
        }

        return _due == TimeSpan.MinValue || now >= _due - _interval * EarlyShare
            ? PaceDecision.Send
            : PaceDecision.WaitFor(_due - now);
    }

    /// <summary>Records a sent frame.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="now">The time.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="seconds">Transfer time on the link; no other frame follows sooner.</param>
    public void RecordSent(long sequence, TimeSpan now, int bytes = 0, double seconds = 0)
    {
        var needed = TimeSpan.FromSeconds(seconds);
        _interval = needed > _shortest ? needed : _shortest;
        // The next frame is due one interval after this one was due, so that early and late frames even out. It never catches up more than one.
        _due = _due == TimeSpan.MinValue || now - _due > _interval ? now + _interval : _due + _interval;
        if (!acks)
            return;
        if (sequence <= _lastSent)
            _unacknowledged.Clear();
        _lastSent = sequence;
        _unacknowledged.Enqueue(new SentFrame(sequence, now, bytes));
    }

    /// <summary>
    /// The viewer has received all frames up to this one. A number that was never sent counts as the newest sent number. An old number is ignored.
    /// </summary>
    /// <returns>The delivery; null when the acknowledgement is not new.</returns>
    public Delivery? RecordAcknowledgement(long sequence, TimeSpan now)
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

    /// <summary>
    /// The next frame is larger than the previous ones: it is sent alone. Each <see cref="OpenMore"/> then allows one more frame on the way.
    /// </summary>
    public void OpenSlowly() => _opened = 1;

    /// <summary>A frame arrived without queueing.</summary>
    public void OpenMore()
    {
        if (_opened < int.MaxValue)
            _opened++;
    }

    /// <summary>How many frames may be on their way: max(2, ⌈fps × smallest round trip⌉ + 1), fewer after <see cref="OpenSlowly"/>.</summary>
    private int Window(double fps)
    {
        var onTheWay = MinRoundTrip is { } roundTrip ? (int)Math.Ceiling(Math.Min(maxFps, fps) * roundTrip.TotalSeconds) : 0;
        return Math.Min(_opened, Math.Max(2, onTheWay + 1));
    }
}
