using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveParking.Grains.Streams;

/// <summary>
/// All subscriptions to producers of this silo, by receiver. A receiver that has not renewed for
/// <see cref="LiveStreamOptions.LeaseDuration"/>, by this silo's monotonic clock, is forgotten with all it had.
/// </summary>
internal sealed partial class LiveLeases(IOptions<LiveStreamOptions> options, TimeProvider clock, ILogger<LiveLeases> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, Receiver> _receivers = new();

    /// <summary>How many receivers hold a lease.</summary>
    public int ReceiverCount => _receivers.Count;

    public void Add(LiveChannel channel)
    {
        while (true)
        {
            var receiver = _receivers.GetOrAdd(channel.ReceiverId, _ => new Receiver(clock.GetTimestamp()));
            if (receiver.TryAdd(channel, clock.GetTimestamp()))
                return;
        }
    }

    public void Remove(LiveChannel channel)
    {
        channel.End(tell: false);
        if (_receivers.TryGetValue(channel.ReceiverId, out var receiver) && receiver.RemoveAndClose(channel))
            _receivers.TryRemove(KeyValuePair.Create(channel.ReceiverId, receiver));
    }

    public LiveRenewal Renew(Guid receiverId, IReadOnlyList<LiveHolding> holdings)
    {
        if (!_receivers.TryGetValue(receiverId, out var receiver))
            return new LiveRenewal([], [.. holdings.Select(holding => holding.SubscriptionId)]);
        return receiver.Renew(holdings, clock.GetTimestamp());
    }

    /// <summary>Forgets the receivers whose lease ran out.</summary>
    public void Sweep()
    {
        foreach (var (id, receiver) in _receivers)
        {
            if (!receiver.CloseIfSilent(clock, options.Value.LeaseDuration))
                continue;
            _receivers.TryRemove(KeyValuePair.Create(id, receiver));
            var channels = receiver.Channels();
            LeaseRanOut(log, id, channels.Length);
            foreach (var channel in channels)
                channel.Publication.Drop(channel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeaseDuration / 10, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Sweep();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Receiver {ReceiverId} has not renewed its leases; its {Count} live stream subscriptions end")]
    private static partial void LeaseRanOut(ILogger logger, Guid receiverId, int count);

    private sealed class Receiver(long renewed)
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<long, LiveChannel> _channels = [];
        private long _renewed = renewed;
        private bool _closed;

        public bool TryAdd(LiveChannel channel, long now)
        {
            lock (_gate)
            {
                if (_closed)
                    return false;
                _renewed = now;
                _channels[channel.SubscriptionId] = channel;
                return true;
            }
        }

        /// <summary>Removes a channel; true when it was the last one, and none can be added any more.</summary>
        public bool RemoveAndClose(LiveChannel channel)
        {
            lock (_gate)
            {
                if (_channels.TryGetValue(channel.SubscriptionId, out var known) && ReferenceEquals(known, channel))
                    _channels.Remove(channel.SubscriptionId);
                return _closed = _channels.Count == 0;
            }
        }

        public bool CloseIfSilent(TimeProvider clock, TimeSpan limit)
        {
            lock (_gate)
                return _closed |= clock.GetElapsedTime(_renewed) > limit;
        }

        public LiveRenewal Renew(IReadOnlyList<LiveHolding> holdings, long now)
        {
            List<LiveItem> missed = [];
            List<long> unknown = [];
            lock (_gate)
            {
                _renewed = now;
                foreach (var holding in holdings)
                {
                    if (!_channels.TryGetValue(holding.SubscriptionId, out var channel) || channel.Publication.Newest.Epoch != holding.Epoch)
                        unknown.Add(holding.SubscriptionId);
                    else if (channel.Renew(holding.Version) is { } item)
                        missed.Add(item);
                }
            }

            return new LiveRenewal(missed, unknown);
        }

        public LiveChannel[] Channels()
        {
            lock (_gate)
                return [.. _channels.Values];
        }
    }
}
