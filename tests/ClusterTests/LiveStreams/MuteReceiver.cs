using LiveParking.LiveStreams;

namespace LiveParking.ClusterTests.LiveStreams;

/// <summary>A receiver that never renews, and answers deliveries as configured.</summary>
public sealed class MuteReceiver(bool known = true, bool fails = false, Task<bool>? answer = null) : ILiveReceiver
{
    private int _deliveries;
    private int _ends;

    public int Deliveries => Volatile.Read(ref _deliveries);

    public int Ends => Volatile.Read(ref _ends);

    public Task<bool> DeliverAsync(LiveItem item)
    {
        Interlocked.Increment(ref _deliveries);
        return fails ? throw new InvalidOperationException("on purpose") : answer ?? Task.FromResult(known);
    }

    public Task EndAsync(long subscriptionId, long epoch)
    {
        Interlocked.Increment(ref _ends);
        return Task.CompletedTask;
    }
}
