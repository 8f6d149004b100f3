namespace LiveParking.Replay.Recordings;

/// <summary>
/// The expected history, computed from the counts alone: each count holds until the next one, and for a limited time at most. Written
/// from the documentation and without the product's code, so that the two can be compared.
/// </summary>
public static class StepHistory
{
    /// <summary>The minutes with data.</summary>
    /// <param name="counts">Times and numbers, in the order of time, no time twice.</param>
    /// <param name="hold">How long a number holds without a successor.</param>
    /// <param name="from">The first minute.</param>
    /// <param name="to">The first minute after.</param>
    public static IReadOnlyList<StepBucket> Minutes(
        IReadOnlyList<(DateTimeOffset At, int Occupied)> counts, TimeSpan hold, DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = new List<StepBucket>();
        var first = 0;
        for (var minute = Floor(from, 1); minute < to; minute = minute.AddMinutes(1))
        {
            while (first < counts.Count && End(first) <= minute)
                first++;
            if (first == counts.Count)
                break;
            if (counts[first].At >= minute.AddMinutes(1))
            {
                // Nothing is known before the next count.
                minute = Floor(counts[first].At, 1).AddMinutes(-1);
                continue;
            }

            minutes.Add(Sum(minute));
        }

        return minutes;

        DateTimeOffset End(int index)
        {
            var until = counts[index].At + hold;
            return index + 1 < counts.Count && counts[index + 1].At < until ? counts[index + 1].At : until;
        }

        StepBucket Sum(DateTimeOffset minute)
        {
            var next = minute.AddMinutes(1);
            int min = int.MaxValue, max = int.MinValue;
            double weighted = 0, known = 0;
            for (var index = first; index < counts.Count && counts[index].At < next; index++)
            {
                var (at, occupied) = counts[index];
                var end = End(index);
                var stood = ((end < next ? end : next) - (at > minute ? at : minute)).TotalMilliseconds;
                (min, max) = (Math.Min(min, occupied), Math.Max(max, occupied));
                weighted += occupied * stood;
                known += stood;
            }

            return new StepBucket(minute, min, weighted / known, max);
        }
    }

    /// <summary>Joins minutes to longer buckets, in which each known minute weighs the same.</summary>
    /// <param name="minutes">In the order of time.</param>
    /// <param name="length">Minutes of a longer bucket, which begins at whole multiples, UTC.</param>
    public static IReadOnlyList<StepBucket> Join(IEnumerable<StepBucket> minutes, int length) =>
    [
        .. minutes.GroupBy(minute => Floor(minute.At, length)).Select(group => new StepBucket(
            group.Key, group.Min(minute => minute.Min), group.Average(minute => minute.Mean), group.Max(minute => minute.Max))),
    ];

    /// <summary>The start of the bucket that contains a moment.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="length">Minutes of a bucket.</param>
    public static DateTimeOffset Floor(DateTimeOffset moment, int length)
    {
        var seconds = 60L * length;
        return DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds() / seconds * seconds);
    }
}
