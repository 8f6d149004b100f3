using Orleans.Concurrency;

namespace LiveParking.Grains.Interfaces.Streams;

/// <summary>The end of live streams in a process that subscribes. There is one a process, whatever it subscribes to.</summary>
[Alias("live-parking.ILiveReceiver")]
public interface ILiveReceiver : IGrainObserver
{
    /// <summary>Hands over a state. Answers at once, before any subscriber has looked at it.</summary>
    /// <returns>Whether the subscription is known in this epoch; if not, the producer forgets it.</returns>
    [Alias("DeliverAsync"), AlwaysInterleave]
    Task<bool> DeliverAsync(LiveItem item);

    /// <summary>The producer's life ended; the receiver looks for the next one.</summary>
    [Alias("EndAsync"), AlwaysInterleave, OneWay]
    Task EndAsync(long subscriptionId, long epoch);
}
