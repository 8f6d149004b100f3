using System.Diagnostics;

namespace LiveParking.Measuring.Updates;

/// <summary>
/// How long each update took to each follower. One that never came because a newer state of its source took its place took until that one was
/// there: the follower then knows what it was to know. So a server that sends less gets no better times by it.
/// </summary>
/// <param name="Milliseconds">A time for each update and follower that knew it in the end.</param>
/// <param name="Overtaken">How many of these were known by a newer state.</param>
/// <param name="Missing">How many were never known.</param>
public sealed record Reckoning(IReadOnlyList<double> Milliseconds, int Overtaken, int Missing)
{
    /// <summary>Reckons.</summary>
    /// <param name="sent">The updates, in any order.</param>
    /// <param name="followers">What came to each, in the order in which it came.</param>
    public static Reckoning Of(IEnumerable<SentUpdate> sent, IEnumerable<IReadOnlyList<Arrival>> followers)
    {
        var updates = sent.OrderBy(update => update.Version).GroupBy(update => update.Source).ToDictionary(group => group.Key, group => group.ToArray());
        List<double> times = [];
        var overtaken = 0;
        var missing = 0;
        foreach (var arrivals in followers)
        {
            var next = updates.Keys.ToDictionary(source => source, _ => 0);
            foreach (var arrival in arrivals)
            {
                if (!updates.TryGetValue(arrival.Source, out var ofSource))
                    continue;
                var at = next[arrival.Source];
                for (; at < ofSource.Length && ofSource[at].Version <= arrival.Version; at++)
                {
                    times.Add(Stopwatch.GetElapsedTime(ofSource[at].At, arrival.At).TotalMilliseconds);
                    if (ofSource[at].Version < arrival.Version)
                        overtaken++;
                }

                next[arrival.Source] = at;
            }

            missing += next.Sum(pair => updates[pair.Key].Length - pair.Value);
        }

        return new Reckoning(times, overtaken, missing);
    }
}
