using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;

namespace LiveParking.Grains.History;

/// <summary>Rules for merging buckets into longer ones and for queries: pure functions. Places are minutes or hours since 1970.</summary>
internal static class HistoryRules
{
    /// <summary>Minutes of an hour.</summary>
    public const long Hour = 60;

    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="InvalidRequestException">The query breaks a rule.</exception>
    public static void Require(HistoryQuery query)
    {
        if (HistorySteps.WordOf(query.Step) is null)
            throw new InvalidRequestException($"The step has to be one of {string.Join(", ", HistorySteps.Words)}.");
        if (query.From >= query.To)
            throw new InvalidRequestException("The history has to begin before it ends.");
        if (query.From < DateTimeOffset.UnixEpoch || query.To > Latest)
            throw new InvalidRequestException("The history lies between 1970 and 9000.");
        if ((query.To - Floor(query.From, query.Step)).Ticks > query.Step.Ticks * HistoryQuery.MaxBuckets)
            throw new InvalidRequestException($"An answer has at most {HistoryQuery.MaxBuckets:N0} buckets; ask for a shorter time or a longer step.");
    }

    /// <summary>The start of the bucket that contains a moment.</summary>
    public static DateTimeOffset Floor(DateTimeOffset moment, TimeSpan step) =>
        new(moment.UtcTicks - ((moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) % step.Ticks), TimeSpan.Zero);

    /// <summary>Minutes since 1970.</summary>
    public static long MinuteOf(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / 60_000;

    /// <summary>Merges buckets in time order into longer ones.</summary>
    /// <param name="buckets">In order of their places.</param>
    /// <param name="length">Places in a longer bucket.</param>
    public static IEnumerable<KeyValuePair<long, Bucket>> Join(IEnumerable<KeyValuePair<long, Bucket>> buckets, long length)
    {
        KeyValuePair<long, Bucket>? open = null;
        foreach (var (at, bucket) in buckets)
        {
            var place = at / length;
            if (open is { } other && other.Key == place)
            {
                open = new(place, other.Value.With(bucket));
                continue;
            }

            if (open is { } done)
                yield return done;
            open = new(place, bucket);
        }

        if (open is { } last)
            yield return last;
    }

    /// <summary>Sets the bucket of a place, unless the present one covers more known minutes: the other was made when a part of its minutes was gone.</summary>
    public static void SetUnlessLessKnown(this SortedDictionary<long, Bucket> buckets, long place, Bucket bucket)
    {
        if (!buckets.TryGetValue(place, out var present) || present.Minutes <= bucket.Minutes)
            buckets[place] = bucket;
    }

    /// <summary>Converts buckets to the form of an answer.</summary>
    /// <param name="buckets">In order of their places.</param>
    /// <param name="unit">The length of a place, in minutes.</param>
    /// <param name="query">The query.</param>
    public static IReadOnlyList<OccupancyBucket> Answer(IEnumerable<KeyValuePair<long, Bucket>> buckets, long unit, HistoryQuery query)
    {
        var first = MinuteOf(Floor(query.From, query.Step)) / unit;
        var end = query.To.ToUnixTimeMilliseconds() - 1;
        // The last bucket is complete, like the first one.
        var last = (((end / (long)query.Step.TotalMilliseconds) + 1) * (long)query.Step.TotalMinutes / unit) - 1;
        var wanted = buckets.Where(bucket => bucket.Key >= first && bucket.Key <= last);
        return
        [
            .. Join(wanted, (long)query.Step.TotalMinutes / unit).Select(bucket => new OccupancyBucket(
                DateTimeOffset.UnixEpoch + (query.Step * bucket.Key),
                bucket.Value.Min,
                Math.Round(bucket.Value.Mean, 2),
                bucket.Value.Max,
                bucket.Value.Total)),
        ];
    }
}
