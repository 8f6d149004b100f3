using System.Collections.Concurrent;
using System.Diagnostics;

namespace LiveParking.Bench.Desk;

/// <summary>When which number of a location was sent. Thread-safe.</summary>
internal sealed class PendingChanges
{
    private readonly ConcurrentDictionary<(string Location, int Occupied), long> _sent = new();

    /// <summary>Notes that a location is about to have a number.</summary>
    public void Send(string location, int occupied) => _sent[(location, occupied)] = Stopwatch.GetTimestamp();

    /// <summary>When this number was sent last; null when it is not one of this measurement.</summary>
    public long? SentAt(string location, int occupied) => _sent.TryGetValue((location, occupied), out var at) ? at : null;

    /// <summary>Begins a new measurement.</summary>
    public void Clear() => _sent.Clear();
}
