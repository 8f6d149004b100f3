using System.Collections.Concurrent;
using System.Diagnostics;

namespace LiveParking.Bench.Desk;

/// <summary>When which number of a location was sent: a number occurs once in a measurement. Thread-safe.</summary>
internal sealed class PendingChanges
{
    private readonly ConcurrentDictionary<(string Location, int Occupied), long> _sent = new();
    private readonly ConcurrentDictionary<string, int> _occupied = new(StringComparer.Ordinal);

    /// <summary>The number of a location before anything was sent.</summary>
    public void Base(string location, int occupied) => _occupied.TryAdd(location, occupied);

    /// <summary>Notes that a location's number is about to change.</summary>
    public void Send(string location, int difference)
    {
        var occupied = _occupied.AddOrUpdate(location, difference, (_, before) => before + difference);
        _sent[(location, occupied)] = Stopwatch.GetTimestamp();
    }

    /// <summary>When this number was sent; null when it is not one of this measurement.</summary>
    public long? SentAt(string location, int occupied) => _sent.TryGetValue((location, occupied), out var at) ? at : null;

    /// <summary>Begins a new measurement.</summary>
    public void Clear() => _sent.Clear();
}
