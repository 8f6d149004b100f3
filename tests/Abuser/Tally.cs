using System.Collections.Concurrent;

namespace LiveParking.Abuser;

/// <summary>Counts the outcomes of each attack. Safe from any thread.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public IEnumerable<string> Lines => _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}");

    public void Add(string attack, string outcome) => _counts.AddOrUpdate($"{attack}: {outcome}", 1, (_, count) => count + 1);
}
