using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Gateway.Cameras;

/// <summary>What one client watches of one camera: see <see cref="WatchRecorder"/>. Thread-safe.</summary>
/// <param name="locationId">The location of the camera.</param>
/// <param name="hasToken">Whether the client has a token.</param>
/// <param name="entry">The entry of the trail, as the watch begins.</param>
internal sealed class WatchRecord(string locationId, bool hasToken, AuditEntry entry)
{
    private readonly Lock _lock = new();
    private AuditEntry _entry = entry;
    private AuditEntry? _sent;
    private DateTimeOffset _lastSeen = entry.At;
    private int _open = 1;

    /// <summary>The location of the camera.</summary>
    public string LocationId => locationId;

    /// <summary>Whether the client has a token.</summary>
    public bool HasToken => hasToken;

    /// <summary>The newest form of the entry.</summary>
    public AuditEntry Entry
    {
        get
        {
            lock (_lock)
                return _entry;
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

    /// <summary>One more stream or snapshot of the client; false when the watch has ended.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_entry.EndedAt is not null)
                return false;
            _open++;
            return true;
        }
    }

    /// <summary>A stream or snapshot has ended.</summary>
    public void Leave(DateTimeOffset now)
    {
        lock (_lock)
            (_open, _lastSeen) = (_open - 1, now);
    }

    /// <summary>Ends the watch when the client has had nothing open for some time. It ended when the client had the last one.</summary>
    /// <returns>Whether the watch has ended.</returns>
    public bool EndAfter(TimeSpan pause, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_open == 0 && _lastSeen <= now - pause && _entry.EndedAt is null)
                _entry = _entry with { EndedAt = _lastSeen, Outcome = AuditOutcome.Done };
            return _entry.EndedAt is not null;
        }
    }

    /// <summary>Ends the watch: the gateway stops.</summary>
    public void End(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_entry.EndedAt is null)
                _entry = _entry with { EndedAt = _open == 0 ? _lastSeen : now, Outcome = AuditOutcome.Done };
        }
    }
}
