using Orleans.Concurrency;

namespace LiveParking.LiveStreams;

/// <summary>The receiving end of live streams in a process. There is one for each process, for all its subscriptions.</summary>
[Alias("live-parking.ILiveReceiver")]
public interface ILiveReceiver : IGrainObserver
{
    /// <summary>Delivers a state. Answers immediately, before any subscriber has processed it.</summary>
    /// <returns>Whether the subscription is known in this epoch; if not, the producer removes it.</returns>
    [Alias("DeliverAsync"), AlwaysInterleave]
    Task<bool> DeliverAsync(LiveItem item);

    /// <summary>The producer's activation ended; the receiver looks for the next one.</summary>
    [Alias("EndAsync"), AlwaysInterleave, OneWay]
    Task EndAsync(long subscriptionId, long epoch);
}
