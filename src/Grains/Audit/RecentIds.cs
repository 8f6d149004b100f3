using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Audit;

/// <summary>The ids of the entries that were added last. Not thread-safe.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class RecentIds(int capacity)
{
    private readonly Queue<string> _order = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Whether an id is among them.</summary>
    public bool Contains(string id) => _ids.Contains(id);

    /// <summary>Adds the ids of entries.</summary>
    public void Add(IEnumerable<AuditEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (!_ids.Add(entry.Id))
                continue;
            _order.Enqueue(entry.Id);
            if (_order.Count > capacity)
                _ids.Remove(_order.Dequeue());
        }
    }
}
