using LiveParking.LiveStreams;

namespace LiveParking.SystemTests.Network;

/// <summary>A receiver of live streams that never renews: only the silo can end its subscriptions.</summary>
internal sealed class CountingReceiver : ILiveReceiver
{
    private int _delivered;
    private long _lastDelivery;

    /// <summary>Number of deliveries.</summary>
    public int Delivered => Volatile.Read(ref _delivered);

    /// <summary>When the last one came, by the monotonic clock; null before the first.</summary>
    public long? LastDelivery => Interlocked.Read(ref _lastDelivery) is var at and not 0 ? at : null;

    /// <inheritdoc/>
    public Task<bool> DeliverAsync(LiveItem item)
    {
        Interlocked.Exchange(ref _lastDelivery, TimeProvider.System.GetTimestamp());
        Interlocked.Increment(ref _delivered);
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task EndAsync(long subscriptionId, long epoch) => Task.CompletedTask;
}
