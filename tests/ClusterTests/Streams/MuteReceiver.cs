using LiveParking.Grains.Interfaces.Streams;

namespace LiveParking.ClusterTests.Streams;

/// <summary>A receiver that never renews, and answers deliveries as it is told.</summary>
public sealed class MuteReceiver(bool known = true, bool fails = false) : ILiveReceiver
{
    private int _deliveries;

    public int Deliveries => Volatile.Read(ref _deliveries);

    public Task<bool> DeliverAsync(LiveItem item)
    {
        Interlocked.Increment(ref _deliveries);
        return fails ? throw new InvalidOperationException("on purpose") : Task.FromResult(known);
    }

    public Task EndAsync(long subscriptionId, long epoch) => Task.CompletedTask;
}
