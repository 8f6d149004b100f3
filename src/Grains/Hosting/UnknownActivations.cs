namespace LiveParking.Grains.Hosting;

/// <summary>
/// The activations of this silo whose id does not exist. Each one is kept for a minute after the last call, so that a repeated call needs no store
/// read, and is then deactivated. Their number is limited: a flood of made-up ids replaces the oldest ones. Thread-safe.
/// </summary>
internal sealed class UnknownActivations : IDisposable
{
    /// <summary>Maximum kept activations. One of a level takes about 8 KB.</summary>
    public const int MaxCount = 2_048;

    private readonly Lock _lock = new();
    private readonly LinkedList<Entry> _oldestFirst = new();
    private readonly Dictionary<IGrainContext, LinkedListNode<Entry>> _entries = [];
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _keep;
    private readonly ITimer _timer;

    /// <summary>Creates an empty set.</summary>
    /// <param name="timeProvider">The clock for the minute.</param>
    public UnknownActivations(TimeProvider timeProvider)
        : this(timeProvider, TimeSpan.FromSeconds(61))
    {
    }

    /// <inheritdoc cref="UnknownActivations(TimeProvider)"/>
    /// <param name="timeProvider">The clock for <paramref name="keep"/>.</param>
    /// <param name="keep">How long an activation is kept after its last call.</param>
    public UnknownActivations(TimeProvider timeProvider, TimeSpan keep)
    {
        (_timeProvider, _keep) = (timeProvider, keep);
        _timer = timeProvider.CreateTimer(_ => DeactivateExpired(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Number of activations.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>Adds an activation whose id does not exist.</summary>
    public void Add(IGrainContext activation)
    {
        IGrainContext? replaced = null;
        lock (_lock)
        {
            if (_entries.Remove(activation, out var known))
                _oldestFirst.Remove(known);
            else if (_entries.Count >= MaxCount)
                replaced = RemoveOldest();
            _entries.Add(activation, _oldestFirst.AddLast(new Entry(activation, _timeProvider.GetTimestamp())));
            if (_entries.Count == 1)
                _timer.Change(_keep, Timeout.InfiniteTimeSpan);
        }

        Deactivate(replaced);
    }

    /// <summary>Removes an activation whose id exists now.</summary>
    public void Remove(IGrainContext activation)
    {
        lock (_lock)
        {
            if (_entries.Remove(activation, out var known))
                _oldestFirst.Remove(known);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private static void Deactivate(IGrainContext? activation) =>
        activation?.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The id does not exist."));

    private void DeactivateExpired()
    {
        List<IGrainContext> expired = [];
        lock (_lock)
        {
            while (_oldestFirst.First is { } oldest)
            {
                var left = _keep - _timeProvider.GetElapsedTime(oldest.Value.CalledAt);
                if (left > TimeSpan.Zero)
                {
                    // One second more: activations created one after the other do not need a timer event each.
                    _timer.Change(left + TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                    break;
                }

                expired.Add(RemoveOldest());
            }
        }

        expired.ForEach(Deactivate);
    }

    private IGrainContext RemoveOldest()
    {
        var oldest = _oldestFirst.First!.Value.Activation;
        _oldestFirst.RemoveFirst();
        _entries.Remove(oldest);
        return oldest;
    }

    private readonly record struct Entry(IGrainContext Activation, long CalledAt);
}
