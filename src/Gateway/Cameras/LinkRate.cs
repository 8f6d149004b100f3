namespace LiveParking.Gateway.Cameras;

/// <summary>
/// How many bytes a second one viewer's link is given. It is free until frames begin to wait on their way; then it gets a share of what
/// it was seen to carry, and more as long as nothing waits. Pure: all times come from the caller.
/// </summary>
/// <param name="rules">How the times are read.</param>
internal sealed class LinkRate(LinkRules rules)
{
    /// <summary>Beyond this many frames a run is measured by its newer part.</summary>
    private const int LongRun = 8;

    /// <summary>Frames that wait less than this, in seconds, do not wait.</summary>
    private const double Little = 0.04;

    /// <summary>Growth a second while frames wait a little, while they don't, and when they didn't for a while.</summary>
    private const double SlowGrowth = 0.1;
    private const double Growth = 0.4;
    private const double QuickGrowth = 1.5;
    private static readonly TimeSpan QuickAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestGrowth = TimeSpan.FromSeconds(1);

    /// <summary>A frame that took longer, in seconds, met a stall; a link so slow shows it again with the smaller frames of a lower rung.</summary>
    private const double LongestTransfer = 1;

    private static readonly TimeSpan Emptying = TimeSpan.FromSeconds(3);

    /// <summary>No link is given fewer bytes a second.</summary>
    private const double Least = 1_000;

    /// <summary>How much faster than needed frames come after a stall.</summary>
    private const double CatchingUp = 1.25;

    /// <summary>A link on which no frame was quicker lately is not taken for one that stalled.</summary>
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

    /// <summary>Bytes a second that may be sent; infinite while the link sets no bound.</summary>
    public double BytesPerSecond { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether the newest delivery waited for others.</summary>
    public bool IsWaiting => _run > 0;

    /// <summary>Frames were delivered.</summary>
    /// <param name="delivery">They, and the time that it took.</param>
    /// <param name="quickest">The one that took the shortest time lately.</param>
    /// <param name="needed">Bytes a second that would be sent if the link set no bound.</param>
    public void Delivered(in Delivery delivery, in Delivery quickest, double needed)
    {
        var waited = (delivery.Took - quickest.Took).TotalSeconds;
        // A larger frame of a slow link takes longer without waiting for others.
        var larger = Math.Max(0, delivery.Bytes - quickest.Bytes) / BytesPerSecond;
        if (waited > Math.Max(rules.Tolerance.TotalSeconds, larger + rules.Tolerance.TotalSeconds / 2))
            Slow(delivery, quickest.Took, waited - larger, needed);
        else
            Fast(delivery, waited - larger, needed);
        _last = delivery.At;
    }

    private void Slow(in Delivery delivery, TimeSpan smallest, double waited, double needed)
    {
        // Buffers that were full make room in lumps, which says nothing about the link; they need some time to get empty at the new rate.
        if (rules.Hold is not null && !double.IsInfinity(BytesPerSecond) && delivery.At - _limitedAt < Emptying)
            return;
        var busySince = BusySince(delivery, smallest);
        if (_run++ == 0)
            _runBegan = busySince;
        // The first frame that a connection does not take at once filled what was left of the buffers, unless it took long.
        if (rules.Hold is null || _run > 1 || delivery.Took >= rules.AtOnce)
        {
            _runBytes += delivery.Bytes;
            _runSeconds += Math.Clamp((delivery.At - busySince).TotalSeconds, 0.001, LongestTransfer);
        }

        if (IsStall(delivery, smallest, needed))
            return;
        if (delivery.Took < rules.AtOnce && (_run < rules.Run || delivery.At - _runBegan < rules.RunTime))
            return;
        if (double.IsInfinity(BytesPerSecond) && rules.Hold is { } first)
            _hold = _liftedAt is { } lifted && delivery.At - lifted < first ? Shorter(_hold * 2, rules.LongestHold) : first;
        // The longer frames wait, the more room what waits is given to leave; full buffers make all of them wait as long.
        var share = rules.Hold is not null ? rules.Share : Math.Max(0.6, rules.Share - 0.5 * Math.Max(0, waited - rules.Tolerance.TotalSeconds));
        BytesPerSecond = Math.Min(BytesPerSecond, Math.Max(Least, share * _runBytes / _runSeconds));
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
            var seconds = Shorter(delivery.At - (_last ?? delivery.At), LongestGrowth).TotalSeconds;
            var growth = waited >= Little ? SlowGrowth : delivery.At - _limitedAt < QuickAfter ? Growth : QuickGrowth;
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
    /// Whether a free link only stalled, as far as is known: one frame took long, and those that were on their way with it come right behind it,
    /// faster than they are sent. A link that is slow shows it with the second one.
    /// </summary>
    private bool IsStall(in Delivery delivery, TimeSpan smallest, double needed)
    {
        if (rules.Hold is not null || !double.IsInfinity(BytesPerSecond))
            return false;
        if (_run == 1)
        {
            if (delivery.Took < rules.AtOnce || smallest > QuickLink || (_stallEnded is { } before && delivery.At - before < BetweenStalls))
                return false;
            (_stallEnded, _bytesAfterStall) = (delivery.At, 0);
            return true;
        }

        if (_stallEnded is not { } ended || delivery.SentAt >= ended)
            return false;
        _bytesAfterStall += delivery.Bytes;
        return _bytesAfterStall >= CatchingUp * needed * (delivery.At - ended).TotalSeconds;
    }

    /// <summary>Since when the link worked on what was delivered.</summary>
    private TimeSpan BusySince(in Delivery delivery, TimeSpan smallest)
    {
        // Full buffers empty also while no frame is handed to the connection.
        if (rules.Hold is not null)
            return _run > 0 ? _last!.Value : delivery.SentAt;
        var arrived = delivery.SentAt + smallest;
        return _last is { } last && last > arrived ? last : arrived;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
