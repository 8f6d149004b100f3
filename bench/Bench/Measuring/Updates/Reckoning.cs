using System.Diagnostics;

namespace LiveParking.Bench.Measuring.Updates;

/// <summary>
/// The delay of each update at each follower. An update that was replaced by a newer state of its source counts until the newer state
/// arrived: the follower is then up to date. So a server that sends less gets no better times by it.
/// </summary>
/// <param name="Milliseconds">One time for each update and follower that received it or a newer state.</param>
/// <param name="Overtaken">Number of these that arrived as a newer state.</param>
/// <param name="Missing">Number of updates that never arrived, counted for each follower.</param>
public sealed record Reckoning(IReadOnlyList<double> Milliseconds, int Overtaken, int Missing)
{
    /// <summary>Computes the delays.</summary>
    /// <param name="sent">The updates, in any order.</param>
    /// <param name="followers">The arrivals of each follower, in order.</param>
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
