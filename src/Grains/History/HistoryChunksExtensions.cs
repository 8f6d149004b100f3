using LiveParking.Grains.Interfaces.History;

namespace LiveParking.Grains.History;

/// <summary>The minutes and hours of a level: those in its chunks, and newer ones that are not in a chunk yet.</summary>
internal static class HistoryChunksExtensions
{
    /// <summary>The minutes in the range of a query.</summary>
    public static async Task<SortedDictionary<long, Bucket>> MinutesAsync(this HistoryChunks chunks, HistoryQuery query, List<KeyValuePair<long, Bucket>> fresh)
    {
        var all = await chunks.TouchedAsync(HistoryRing.Minutes, query, 1);
        foreach (var (at, bucket) in fresh)
            all[at] = bucket;
        return all;
    }

    /// <summary>The hours in the range of a query.</summary>
    public static async Task<SortedDictionary<long, Bucket>> HoursAsync(this HistoryChunks chunks, HistoryQuery query, List<KeyValuePair<long, Bucket>> fresh)
    {
        var all = await chunks.TouchedAsync(HistoryRing.Hours, query, HistoryRules.Hour);
        foreach (var day in fresh.GroupBy(minute => minute.Key / HistoryRing.Minutes.Length))
        {
            var minutes = await chunks.ReadAsync(HistoryRing.Minutes, day.Key, day.Key);
            foreach (var (at, hour) in HoursOf(minutes, day))
                all.SetUnlessLessKnown(at, hour);
        }

        return all;
    }

    /// <summary>
    /// Adds minutes to the chunks of their days, and the affected hours to theirs. May be repeated, as a whole or from any day on. The hours of up to
    /// 32 days are stored together, and always before a later day takes the slot of one of these days: from then on their minutes are unknown.
    /// </summary>
    public static async Task AddAsync(this HistoryChunks chunks, IReadOnlyList<KeyValuePair<long, Bucket>> minutes)
    {
        var hours = new List<KeyValuePair<long, Bucket>>();
        var first = 0L;
        foreach (var day in minutes.GroupBy(minute => minute.Key / HistoryRing.Minutes.Length))
        {
            if (hours.Count > 0 && day.Key - first >= HistoryRing.Minutes.Slots)
            {
                await chunks.AddHoursAsync(hours);
                hours.Clear();
            }

            if (hours.Count == 0)
                first = day.Key;
            var changes = day.ToList();
            hours.AddRange(HoursOf(await chunks.MergeAsync(HistoryRing.Minutes, day.Key, changes), changes));
        }

        await chunks.AddHoursAsync(hours);
    }

    private static async Task AddHoursAsync(this HistoryChunks chunks, IReadOnlyList<KeyValuePair<long, Bucket>> hours)
    {
        foreach (var block in hours.GroupBy(hour => hour.Key / HistoryRing.Hours.Length))
            await chunks.MergeAsync(HistoryRing.Hours, block.Key, block);
    }

    /// <summary>The content of the chunks in the range of a query.</summary>
    private static Task<SortedDictionary<long, Bucket>> TouchedAsync(this HistoryChunks chunks, HistoryRing ring, HistoryQuery query, long unit) => chunks.ReadAsync(
        ring,
        HistoryRules.MinuteOf(HistoryRules.Floor(query.From, query.Step)) / (ring.Length * unit),
        HistoryRules.MinuteOf(query.To + query.Step) / (ring.Length * unit));

    /// <summary>The hours of a day that contain changed minutes.</summary>
    private static IEnumerable<KeyValuePair<long, Bucket>> HoursOf(SortedDictionary<long, Bucket> minutes, IEnumerable<KeyValuePair<long, Bucket>> changes)
    {
        var touched = new HashSet<long>();
        foreach (var (at, bucket) in changes)
        {
            minutes[at] = bucket;
            touched.Add(at / HistoryRules.Hour);
        }

        return HistoryRules.Join(minutes, HistoryRules.Hour).Where(hour => touched.Contains(hour.Key));
    }
}
