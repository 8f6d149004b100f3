namespace LiveParking.LiveStreams.Publishing;

/// <summary>The leases of one receiver: each of its subscriptions with the time of its last renewal.</summary>
internal sealed class ReceiverLeases
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, (LiveChannel Channel, long Renewed)> _leases = [];
    private bool _closed;

    /// <summary>Starts the lease of a subscription, or renews it; false when this object is closed.</summary>
    public bool TryAdd(LiveChannel channel, long now)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _leases[channel.SubscriptionId] = (channel, now);
            return true;
        }
    }

    /// <summary>Removes a subscription; true when it was the last one and this object is now closed.</summary>
    public bool RemoveAndClose(LiveChannel channel)
    {
        lock (_gate)
        {
            if (_leases.TryGetValue(channel.SubscriptionId, out var known) && known.Channel == channel)
                _leases.Remove(channel.SubscriptionId);
            return _closed |= _leases.Count == 0;
        }
    }

    /// <summary>Renews a receiver's subscriptions, and returns the states that it missed.</summary>
    public LiveRenewal Renew(IReadOnlyList<SubscriptionCursor> holdings, long now)
    {
        List<LiveItem> missed = [];
        List<long> unknown = [];
        lock (_gate)
        {
            foreach (var holding in holdings)
            {
                if (!_leases.TryGetValue(holding.SubscriptionId, out var lease) || !lease.Channel.Serves(holding.Epoch))
                {
                    unknown.Add(holding.SubscriptionId);
                    continue;
                }

                _leases[holding.SubscriptionId] = (lease.Channel, now);
                if (lease.Channel.Renew(holding.Version) is { } item)
                    missed.Add(item);
            }
        }

        return new LiveRenewal(missed, unknown);
    }

    /// <summary>The subscriptions that were not renewed for longer than <paramref name="limit"/>.</summary>
    public IReadOnlyList<LiveChannel> Silent(TimeProvider timeProvider, TimeSpan limit)
    {
        lock (_gate)
            return [.. _leases.Values.Where(lease => timeProvider.GetElapsedTime(lease.Renewed) > limit).Select(lease => lease.Channel)];
    }
}
