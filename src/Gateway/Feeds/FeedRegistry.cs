namespace LiveParking.Gateway.Feeds;

/// <summary>
/// The feeds of this process, one for each key, shared by all followers. A feed is started for its first follower. It is stopped some time after its
/// last follower left, so that a reconnecting phone still finds it.
/// </summary>
/// <param name="start">Starts a feed.</param>
/// <param name="linger">How long a feed without followers is kept.</param>
/// <param name="timeProvider">The clock for lingering.</param>
internal sealed class FeedRegistry<TKey, TFeed>(Func<TKey, TFeed> start, TimeSpan linger, TimeProvider timeProvider) : IAsyncDisposable
    where TKey : notnull
    where TFeed : class, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly HashSet<Task> _stopping = [];

    /// <summary>Number of feeds, including those that linger.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>The feed of the key, kept alive until the lease is disposed.</summary>
    public Lease Acquire(TKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
                _entries.Add(key, entry = new Entry(key, start(key)));
            entry.Followers++;
            entry.Linger?.Dispose();
            entry.Linger = null;
            return new Lease(this, entry);
        }
    }

    /// <summary>The feed of the key when there is one, without keeping it alive; null otherwise.</summary>
    public TFeed? Find(TKey key)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(key)?.Feed;
    }

    /// <summary>Stops all feeds, with followers or without.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] stopping;
        lock (_lock)
        {
            foreach (var entry in _entries.Values.ToList())
                Stop(entry);
            stopping = [.. _stopping];
        }

        await Task.WhenAll(stopping);
    }

    private void Release(Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Followers == 0)
                entry.Linger = timeProvider.CreateTimer(_ => StopUnlessFollowed(entry), null, linger, Timeout.InfiniteTimeSpan);
        }
    }

    private void StopUnlessFollowed(Entry entry)
    {
        lock (_lock)
        {
            if (entry.Followers == 0)
                Stop(entry);
        }
    }

    private void Stop(Entry entry)
    {
        if (!_entries.Remove(entry.Key))
            return;
        entry.Linger?.Dispose();
        var stopping = entry.Feed.DisposeAsync().AsTask();
        if (stopping.IsCompleted)
            return;
        _stopping.Add(stopping);
        _ = ForgetAsync(stopping);
    }

    private async Task ForgetAsync(Task stopping)
    {
        await stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
            _stopping.Remove(stopping);
    }

    /// <summary>A lease that keeps a feed alive.</summary>
    public sealed class Lease : IDisposable
    {
        private readonly FeedRegistry<TKey, TFeed> _registry;
        private readonly Entry _entry;
        private int _released;

        internal Lease(FeedRegistry<TKey, TFeed> registry, Entry entry)
        {
            _registry = registry;
            _entry = entry;
        }

        /// <summary>The feed.</summary>
        public TFeed Feed => _entry.Feed;

        /// <summary>Releases the feed; only the first call has an effect.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
                _registry.Release(_entry);
        }
    }

    internal sealed class Entry(TKey key, TFeed feed)
    {
        public TKey Key => key;

        public TFeed Feed => feed;

        public int Followers { get; set; }

        public ITimer? Linger { get; set; }
    }
}
