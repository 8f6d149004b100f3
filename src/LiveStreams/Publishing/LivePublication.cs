namespace LiveParking.LiveStreams.Publishing;

/// <summary>One stream of one producer: its newest state and its subscriptions.</summary>
internal sealed class LivePublication(StreamId streamId, long epoch, LiveMeters meters, Action<LiveChannel> drop, Action<StreamId, bool> demand)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid Receiver, long Number), LiveChannel> _channels = [];
    private LiveState _newest = new(epoch, 0, null);
    private LiveChannel[] _snapshot = [];

    public StreamId StreamId => streamId;

    public KeyValuePair<string, object?> Tag { get; } = new("stream", streamId.GetNamespace());

    public LiveState Newest
    {
        get
        {
            lock (_gate)
                return _newest;
        }
    }

    public void Publish(object item)
    {
        LiveChannel[] channels;
        LiveState state;
        lock (_gate)
        {
            _newest = state = new LiveState(epoch, _newest.Version + 1, item, LiveTraces.Current);
            channels = _snapshot;
        }

        meters.Published.Add(1, Tag);
        foreach (var channel in channels)
            channel.Offer(state);
    }

    /// <summary>Drops the newest state but not its version: a receiver that has this version misses nothing.</summary>
    public void Withdraw()
    {
        lock (_gate)
            _newest = _newest with { Item = null };
    }

    /// <summary>Returns the subscription's channel. <paramref name="create"/> creates it when it is new or its old one ended.</summary>
    public LiveChannel GetOrAdd(Guid receiver, long number, Func<LivePublication, LiveChannel> create)
    {
        lock (_gate)
        {
            var isKnown = _channels.TryGetValue((receiver, number), out var known);
            if (isKnown && !known!.IsEnded)
                return known;

            // The thread that ended a channel is about to remove it; reusing the channel would give a silent subscription.
            var channel = create(this);
            _channels[(receiver, number)] = channel;
            _snapshot = [.. _channels.Values];
            if (isKnown)
                return channel;
            meters.Subscribers.Add(1, Tag);
            if (_channels.Count == 1)
                demand(streamId, true);
            return channel;
        }
    }

    /// <summary>Ends a subscription, from any thread; one that has already ended is not an error.</summary>
    public void Drop(LiveChannel channel) => drop(channel);

    public bool Remove(LiveChannel channel)
    {
        lock (_gate)
        {
            var key = (channel.ReceiverId, channel.SubscriptionId);
            if (!_channels.TryGetValue(key, out var known) || known != channel)
                return false;
            _channels.Remove(key);
            _snapshot = [.. _channels.Values];
            meters.Subscribers.Add(-1, Tag);
            if (_channels.Count == 0)
                demand(streamId, false);
            return true;
        }
    }

    public LiveChannel[] Channels()
    {
        lock (_gate)
            return _snapshot;
    }
}
