using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Gateway.Cameras;

/// <summary>The record of one watch: see <see cref="WatchRecorder"/>. Thread-safe.</summary>
internal sealed class WatchRecord(WatchRecorder recorder, string locationId, AuditEntry entry) : IDisposable
{
    private readonly Lock _lock = new();
    private AuditEntry _entry = entry;
    private AuditEntry? _sent;
    private DateTimeOffset _lastSeen = entry.At;

    /// <summary>The location of the camera.</summary>
    public string LocationId => locationId;

    /// <summary>The newest form of the entry.</summary>
    public AuditEntry Entry
    {
        get
        {
            lock (_lock)
                return _entry;
        }
    }

    /// <summary>When the last snapshot was requested.</summary>
    public DateTimeOffset LastSeen
    {
        get
        {
            lock (_lock)
                return _lastSeen;
        }
    }

    /// <summary>Whether the entry is in the trail.</summary>
    public bool IsSent
    {
        get
        {
            lock (_lock)
                return _sent is not null;
        }
    }

    /// <summary>Whether the trail does not know yet that the watch has ended.</summary>
    public bool NeedsEnd
    {
        get
        {
            lock (_lock)
                return _entry.EndedAt is not null && _sent?.EndedAt is null;
        }
    }

    /// <summary>This form of the entry is in the trail.</summary>
    public void Sent(AuditEntry sent)
    {
        lock (_lock)
            _sent = sent;
    }

    /// <summary>One more snapshot belongs to it; false when it has ended already.</summary>
    public bool Extend(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_entry.EndedAt is not null)
                return false;
            _lastSeen = now;
            return true;
        }
    }

    /// <summary>The watch has ended; only the first call has an effect.</summary>
    /// <returns>Whether this was the first call.</returns>
    public bool End(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_entry.EndedAt is not null)
                return false;
            _entry = _entry with { EndedAt = now, Outcome = AuditOutcome.Done };
            return true;
        }
    }

    /// <summary>The watch has ended.</summary>
    public void Dispose() => recorder.End(this);
}
