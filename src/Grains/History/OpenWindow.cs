using LiveParking.Grains.Interfaces.History;

namespace LiveParking.Grains.History;

/// <summary>
/// The newest samples of a level, which may still arrive out of order, and the partly aggregated minute at the window's lower end. Occupancy is a
/// step function of the samples by their time. A minute is complete when the window has left it.
/// </summary>
internal sealed class OpenWindow
{
    /// <summary>How far samples may arrive out of order, in milliseconds.</summary>
    public const long Length = 10 * Minute;

    /// <summary>Number of samples that may arrive out of order at a higher rate; at most this many plus <see cref="Slack"/> are kept.</summary>
    public const int MaxPoints = 512;

    /// <summary>More than these are removed together, not one by one.</summary>
    public const int Slack = 128;

    private const long Minute = 60_000;

    /// <summary>Up to this number, consecutive unknown samples are kept: a sample between them may still arrive.</summary>
    private const int FewPoints = 64;

    private readonly List<WindowPoint> _points;

    public OpenWindow()
        : this(long.MinValue, null, [])
    {
    }

    public OpenWindow(long summedUntil, OpenMinute? open, IEnumerable<WindowPoint> points)
    {
        SummedUntil = summedUntil;
        Open = open;
        _points = [.. points];
    }

    /// <summary>End of the aggregated time, in milliseconds since 1970: older samples are dropped.</summary>
    public long SummedUntil { get; private set; }

    /// <summary>The minute that contains that moment, if its occupancy is partly known.</summary>
    public OpenMinute? Open { get; private set; }

    /// <summary>The samples, by their time; the first ones may be older than the window and apply at its lower end.</summary>
    public IReadOnlyList<WindowPoint> Points => _points;

    /// <summary>The time of the newest sample with a known occupancy, or null.</summary>
    public long? NewestKnown => _points.FindLastIndex(point => point.Known) is var index and >= 0 ? _points[index].At : null;

    public OpenWindow Copy() => new(SummedUntil, Open, _points);

    /// <summary>Adds a sample; false when it is too old, or before 1970. Completed minutes are added to a list.</summary>
    public bool Add(OccupancySample sample, List<KeyValuePair<long, Bucket>> done)
    {
        var point = Point(sample);
        if (point.At < Math.Max(0, SummedUntil))
            return false;
        var index = _points.Count;
        while (index > 0 && _points[index - 1].At > point.At)
            index--;
        if (index > 0 && _points[index - 1].At == point.At)
            _points[index - 1] = point;
        else if (point.Known || index == 0 || _points[index - 1].Known || _points.Count < FewPoints)
            _points.Insert(index, point);
        if (NewestKnown is { } newest)
            SumUpTo(Math.Max(newest - Length, _points.Count > MaxPoints + Slack ? _points[^MaxPoints].At : long.MinValue), done);
        return true;
    }

    /// <summary>Aggregates up to a moment, including the minute that contains it, as if no sample followed.</summary>
    public void Finish(long now, List<KeyValuePair<long, Bucket>> done)
    {
        SumUpTo(Math.Max(now, NewestKnown is { } newest ? newest + 1 : now), done);
        CloseMinute(done);
    }

    private void SumUpTo(long until, List<KeyValuePair<long, Bucket>> done)
    {
        if (until <= SummedUntil)
            return;
        for (var i = 0; i < _points.Count && _points[i].At < until; i++)
        {
            var point = _points[i];
            var from = Math.Max(point.At, SummedUntil);
            var to = Math.Min(Math.Min(point.Until, until), i + 1 < _points.Count ? _points[i + 1].At : long.MaxValue);
            if (point.Known && to > from)
                Sum(point, from, to, done);
        }

        SummedUntil = until;
        if (Open is { } open && open.Minute < Math.DivRem(until, Minute).Quotient)
            CloseMinute(done);
        // The newest sample before the lower end applies there.
        var standing = 0;
        while (standing + 1 < _points.Count && _points[standing + 1].At <= until)
            standing++;
        if (standing > 0)
            _points.RemoveRange(0, standing);
    }

    private void Sum(WindowPoint point, long from, long to, List<KeyValuePair<long, Bucket>> done)
    {
        while (from < to)
        {
            var minute = from / Minute;
            var end = Math.Min(to, (minute + 1) * Minute);
            if (Open is { } open && open.Minute != minute)
                CloseMinute(done);
            Open = (Open ?? new OpenMinute(minute, 0, 0, 0, 0, 0)).With(point.Occupied, point.Total, end - from);
            from = end;
        }
    }

    private void CloseMinute(List<KeyValuePair<long, Bucket>> done)
    {
        if (Open is { } open)
            done.Add(new(open.Minute, open.ToBucket()));
        Open = null;
    }

    private static WindowPoint Point(OccupancySample sample)
    {
        var at = sample.At.ToUnixTimeMilliseconds();
        var holds = sample.HoldsFor ?? OccupancySample.DefaultHold;
        if (holds < TimeSpan.Zero || holds > OccupancySample.MaxHold)
            holds = holds < TimeSpan.Zero ? TimeSpan.Zero : OccupancySample.MaxHold;
        return new WindowPoint(at, at + (long)holds.TotalMilliseconds, sample.Occupied, sample.Total, sample.Known);
    }
}
