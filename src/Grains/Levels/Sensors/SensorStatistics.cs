namespace LiveParking.Grains.Levels.Sensors;

/// <summary>The statistics of one sensor.</summary>
internal sealed record SensorStatistics
{
    private const int MinIntervals = 4;
    private const int MaxIntervals = 8;

    /// <summary>When its last message arrived, by our clock.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Seconds between its newest messages, oldest first; at most <see cref="MaxIntervals"/>. Null until there were two. Never changed in place.</summary>
    public float[]? Intervals { get; init; }

    /// <summary>
    /// Seconds between its messages, as a rule: the second longest of the newest intervals, so that one outage does not count. Null while there are too few.
    /// </summary>
    internal double? UsualInterval => Intervals is { Length: >= MinIntervals } known ? known.Order().ElementAt(known.Length - 2) : null;

    /// <summary>Time of its newest accepted reading, by its own clock.</summary>
    public DateTimeOffset? LastReadingAt { get; init; }

    /// <summary>Seconds by which its clock was ahead of ours in its newest reading.</summary>
    public double? ClockOffset { get; init; }

    /// <summary>Percent.</summary>
    public int? Battery { get; init; }

    /// <summary>The hour since 1970 to which <see cref="InHour"/> belongs.</summary>
    public long Hour { get; init; }

    /// <summary>Accepted readings in that hour.</summary>
    public int InHour { get; init; }

    /// <summary>Accepted readings in the previous hour.</summary>
    public int InHourBefore { get; init; }

    public long Accepted { get; init; }

    public long Duplicates { get; init; }

    public long Late { get; init; }

    public long Rejected { get; init; }

    /// <summary>Duplicates since its last reading of another outcome.</summary>
    public int RepeatedInARow { get; init; }

    /// <summary>Why its last reading can't be used; null when it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether its silence has been recorded.</summary>
    public bool SilenceNoted { get; init; }

    /// <summary>Accepted readings in the hour until now; the previous clock hour is weighted by the part that is still within it.</summary>
    public double PerHour(DateTimeOffset now)
    {
        var hour = HourOf(now);
        var (current, before) = hour == Hour ? (InHour, InHourBefore) : hour == Hour + 1 ? (0, InHour) : (0, 0);
        var passed = now.ToUnixTimeSeconds() % 3600 / 3600.0;
        return Math.Round(current + (before * (1 - passed)), 1);
    }

    /// <summary>A copy with one more accepted reading in this hour.</summary>
    public SensorStatistics WithAcceptedReading(DateTimeOffset now)
    {
        var hour = HourOf(now);
        return hour == Hour
            ? this with { InHour = InHour + 1 }
            : this with { Hour = hour, InHourBefore = hour == Hour + 1 ? InHour : 0, InHour = 1 };
    }

    /// <summary>A copy that was heard now.</summary>
    public SensorStatistics Heard(DateTimeOffset now)
    {
        if (LastSeen == default || now <= LastSeen)
            return this with { LastSeen = now, SilenceNoted = false };
        var known = Intervals ?? [];
        return this with
        {
            LastSeen = now,
            SilenceNoted = false,
            Intervals = [.. known.AsSpan(Math.Max(0, known.Length + 1 - MaxIntervals)), (float)Math.Round((now - LastSeen).TotalSeconds, 2)],
        };
    }

    private static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;
}
