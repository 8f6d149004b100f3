using Orleans.Concurrency;

namespace LiveParking.LiveStreams;

/// <summary>
/// The part of a producer grain that keeps its subscribers. Its calls interleave with the grain's own calls, so a slow store write of the grain does
/// not delay them. They see only published, and so committed, state.
/// </summary>
[Alias("live-parking.ILiveProducerExtension")]
public interface ILiveProducerExtension : IGrainExtension
{
    /// <summary>
    /// Creates, renews or restores a subscription. A second call with the same receiver and number has no second effect.
    /// </summary>
    /// <param name="streamId">One of the grain's streams.</param>
    /// <param name="receiverId">The id of the receiving process.</param>
    /// <param name="subscriptionId">The receiver's number of this subscription.</param>
    /// <param name="receiver">The target of the states.</param>
    [Alias("SubscribeAsync"), AlwaysInterleave]
    Task<SubscribeReply> SubscribeAsync(StreamId streamId, Guid receiverId, long subscriptionId, ILiveReceiver receiver);

    /// <summary>
    /// Ends a subscription, and answers when none of its states is in flight any more. A missing subscription is not an error.
    /// </summary>
    [Alias("UnsubscribeAsync"), AlwaysInterleave]
    Task UnsubscribeAsync(Guid receiverId, long subscriptionId);
}
