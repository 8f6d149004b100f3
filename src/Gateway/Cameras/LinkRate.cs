namespace LiveParking.Gateway.Cameras;

/// <summary>
/// The byte rate for one viewer's link. It is unlimited until frames begin to queue on their way. Then it is a share of the measured throughput, and
/// it grows as long as nothing queues. Pure: all times come from the caller.
/// </summary>
/// <param name="rules">How the times are interpreted.</param>
internal sealed class LinkRate(LinkRules rules)
{
    /// <summary>A run of more frames than this is measured by its newer part.</summary>
    private const int LongRun = 8;

    /// <summary>A queueing delay below this, in seconds, counts as none.</summary>
    private const double NegligibleDelay = 0.04;

    /// <summary>Growth a second: with a small queueing delay, without one, and without one for some time.</summary>
    private const double SlowGrowth = 0.1;
    private const double Growth = 0.4;
    private const double QuickGrowth = 1.5;
    private static readonly TimeSpan QuickAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxGrowth = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A frame that took longer, in seconds, met a stall. A truly slow link shows it again with the smaller frames of a lower rung.
    /// </summary>
    private const double MaxTransfer = 1;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(3);

    /// <summary>Minimum rate of a link, in bytes a second.</summary>
    private const double MinBytesPerSecond = 1_000;

    /// <summary>After a stall, frames arrive faster than needed by this factor.</summary>
    private const double CatchingUp = 1.25;

    /// <summary>A link without a quicker recent frame is slow, not stalled.</summary>
    private static readonly TimeSpan QuickLink = TimeSpan.FromMilliseconds(150);

    /// <summary>A link that stalls again sooner is slow.</summary>
    private static readonly TimeSpan BetweenStalls = TimeSpan.FromSeconds(5);

    private int _run;
    private double _runBytes;
    private double _runSeconds;
    private TimeSpan _runBegan;
    private TimeSpan? _last;
    private TimeSpan? _stallEnded;
    private double _bytesAfterStall;
    private TimeSpan _limitedAt;
    private TimeSpan? _liftedAt;
    private TimeSpan _hold = rules.Hold ?? TimeSpan.Zero;

    /// <summary>Bytes a second that may be sent; infinite while the link sets no limit.</summary>
    public double BytesPerSecond { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether the newest delivery queued behind others.</summary>
    public bool IsWaiting => _run > 0;

    /// <summary>Frames were delivered.</summary>
    /// <param name="delivery">The frames and their delivery time.</param>
    /// <param name="quickest">The recent delivery with the shortest time.</param>
    /// <param name="needed">Bytes a second that would be sent without a limit of the link.</param>
    public void Delivered(in Delivery delivery, in Delivery quickest, double needed)
    {
        var waited = (delivery.Duration - quickest.Duration).TotalSeconds;
        // On a slow link a larger frame takes longer even without queueing.
        var larger = Math.Max(0, delivery.Bytes - quickest.Bytes) / BytesPerSecond;
        if (waited > Math.Max(rules.Tolerance.TotalSeconds, larger + rules.Tolerance.TotalSeconds / 2))
            Slow(delivery, quickest.Duration, waited - larger, needed);
        else
            Fast(delivery, waited - larger, needed);
        _last = delivery.At;
    }

    private void Slow(in Delivery delivery, TimeSpan smallest, double waited, double needed)
    {
        // Full buffers free space in chunks, which gives no information about the link. They need some time to drain at the new rate.
        if (rules.Hold is not null && !double.IsInfinity(BytesPerSecond) && delivery.At - _limitedAt < DrainTime)
            return;
        var busySince = BusySince(delivery, smallest);
        if (_run++ == 0)
            _runBegan = busySince;
        // The first frame that did not fit immediately filled the rest of the buffers, unless it took long.
        if (rules.Hold is null || _run > 1 || delivery.Duration >= rules.AtOnce)
        {
            _runBytes += delivery.Bytes;
            _runSeconds += Math.Clamp((delivery.At - busySince).TotalSeconds, 0.001, MaxTransfer);
        }

        if (IsStall(delivery, smallest, needed))
            return;
        if (delivery.Duration < rules.AtOnce && (_run < rules.Run || delivery.At - _runBegan < rules.RunTime))
            return;
        if (double.IsInfinity(BytesPerSecond) && rules.Hold is { } first)
            _hold = _liftedAt is { } lifted && delivery.At - lifted < first ? Shorter(_hold * 2, rules.MaxHold) : first;
        // The longer frames queue, the lower the share, so that the queue can drain. With full buffers all frames wait equally long.
        var share = rules.Hold is not null ? rules.Share : Math.Max(0.6, rules.Share - 0.5 * Math.Max(0, waited - rules.Tolerance.TotalSeconds));
        BytesPerSecond = Math.Min(BytesPerSecond, Math.Max(MinBytesPerSecond, share * _runBytes / _runSeconds));
        _limitedAt = delivery.At;
        if (_run >= LongRun)
            (_run, _runBytes, _runSeconds) = (_run / 2, _runBytes / 2, _runSeconds / 2);
    }

    private void Fast(in Delivery delivery, double waited, double needed)
    {
        (_run, _runBytes, _runSeconds) = (0, 0, 0);
        if (double.IsInfinity(BytesPerSecond))
            return;
        if (rules.Hold is null)
        {
            var seconds = Shorter(delivery.At - (_last ?? delivery.At), MaxGrowth).TotalSeconds;
            var growth = waited >= NegligibleDelay ? SlowGrowth : delivery.At - _limitedAt < QuickAfter ? Growth : QuickGrowth;
            BytesPerSecond *= 1 + seconds * growth;
            if (BytesPerSecond >= 2 * needed)
                BytesPerSecond = double.PositiveInfinity;
        }
        else if (delivery.At - _limitedAt >= _hold)
        {
            _liftedAt = delivery.At;
            BytesPerSecond = double.PositiveInfinity;
        }
    }

    /// <summary>
    /// Whether an unlimited link only stalled, as far as is known: one frame took long, and the frames behind it arrive right after it, faster than
    /// they are sent. A slow link shows a delay with the second frame too.
    /// </summary>
    private bool IsStall(in Delivery delivery, TimeSpan smallest, double needed)
    {
        if (rules.Hold is not null || !double.IsInfinity(BytesPerSecond))
            return false;
        if (_run == 1)
        {
            if (delivery.Duration < rules.AtOnce || smallest > QuickLink || (_stallEnded is { } before && delivery.At - before < BetweenStalls))
                return false;
            (_stallEnded, _bytesAfterStall) = (delivery.At, 0);
            return true;
        }

        if (_stallEnded is not { } ended || delivery.SentAt >= ended)
            return false;
        _bytesAfterStall += delivery.Bytes;
        return _bytesAfterStall >= CatchingUp * needed * (delivery.At - ended).TotalSeconds;
    }

    /// <summary>When the link started to transfer this delivery.</summary>
    private TimeSpan BusySince(in Delivery delivery, TimeSpan smallest)
    {
        // Full buffers drain even while no frame is handed to the connection.
        if (rules.Hold is not null)
            return _run > 0 ? _last!.Value : delivery.SentAt;
        var arrived = delivery.SentAt + smallest;
        return _last is { } last && last > arrived ? last : arrived;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
