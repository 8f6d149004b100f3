using Orleans.Concurrency;

namespace LiveParking.Grains.Interfaces.Streams;

/// <summary>
/// The part of a producer grain that keeps its subscribers. Its calls interleave with the grain's own: a slow store
/// write of the grain does not delay them. They see published, and so committed, state only.
/// </summary>
[Alias("live-parking.ILiveProducerExtension")]
public interface ILiveProducerExtension : IGrainExtension
{
    /// <summary>
    /// Subscribes, or renews or restores the same subscription: a second call with the same receiver and number has no second effect.
    /// </summary>
    /// <param name="streamId">One of the grain's streams.</param>
    /// <param name="receiverId">The receiving process.</param>
    /// <param name="subscriptionId">Its number of this subscription.</param>
    /// <param name="receiver">Where states are sent.</param>
    [Alias("SubscribeAsync"), AlwaysInterleave]
    Task<LiveSubscription> SubscribeAsync(StreamId streamId, Guid receiverId, long subscriptionId, ILiveReceiver receiver);

    /// <summary>
    /// Ends a subscription, and answers when none of its states is on its way any more; one that is not there is no error.
    /// </summary>
    [Alias("UnsubscribeAsync"), AlwaysInterleave]
    Task UnsubscribeAsync(Guid receiverId, long subscriptionId);
}
