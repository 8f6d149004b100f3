using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveParking.LiveStreams.Publishing;

/// <summary>
/// All subscriptions to producers of this silo, by receiver. A subscription ends when its receiver has not renewed it for
/// <see cref="LiveStreamOptions.LeaseDuration"/>, by this silo's monotonic clock: because the receiver is gone, or because it does not know a
/// subscription that a delayed call created too late.
/// </summary>
internal sealed partial class LiveLeases(IOptions<LiveStreamOptions> options, TimeProvider timeProvider, ILogger<LiveLeases> logger)
    : BackgroundService, ILiveReceivers
{
    private readonly ConcurrentDictionary<Guid, ReceiverLeases> _receivers = new();

    /// <summary>Number of receivers with a lease.</summary>
    public int ReceiverCount => _receivers.Count;

    public void Add(LiveChannel channel)
    {
        while (!_receivers.GetOrAdd(channel.ReceiverId, static _ => new ReceiverLeases()).TryAdd(channel, timeProvider.GetTimestamp()))
        {
            // The receiver's last lease ended just now; the next attempt creates a new entry.
        }
    }

    public void Remove(LiveChannel channel)
    {
        channel.End(notify: false);
        if (_receivers.TryGetValue(channel.ReceiverId, out var receiver) && receiver.RemoveAndClose(channel))
            _receivers.TryRemove(KeyValuePair.Create(channel.ReceiverId, receiver));
    }

    public LiveRenewal Renew(Guid receiverId, IReadOnlyList<SubscriptionCursor> holdings) =>
        _receivers.TryGetValue(receiverId, out var receiver)
            ? receiver.Renew(holdings, timeProvider.GetTimestamp())
            : new LiveRenewal([], [.. holdings.Select(holding => holding.SubscriptionId)]);

    /// <summary>Ends the subscriptions whose lease has expired.</summary>
    public void Sweep() => EndSilent(options.Value.LeaseDuration);

    /// <inheritdoc/>
    public bool IsKnown(Guid receiverId) => _receivers.ContainsKey(receiverId);

    /// <inheritdoc/>
    public void End(Guid receiverId)
    {
        if (!_receivers.TryGetValue(receiverId, out var receiver))
            return;
        foreach (var channel in receiver.Silent(timeProvider, TimeSpan.MinValue))
            channel.Publication.Drop(channel);
    }

    /// <summary>Ends every subscription, as if all leases had expired; live receivers subscribe again.</summary>
    public void ForgetAll() => EndSilent(TimeSpan.MinValue);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeaseDuration / 10, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Sweep();
    }

    private void EndSilent(TimeSpan limit)
    {
        foreach (var (id, receiver) in _receivers)
        {
            var silent = receiver.Silent(timeProvider, limit);
            foreach (var channel in silent)
                channel.Publication.Drop(channel);
            if (silent.Count > 0)
                Log.LeaseRanOut(logger, id, silent.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Receiver {ReceiverId} has not renewed {Count} of its live stream subscriptions; they end")]
        public static partial void LeaseRanOut(ILogger logger, Guid receiverId, int count);
    }
}
