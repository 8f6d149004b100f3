namespace LiveParking.LiveStreams;

/// <summary>The receivers that have subscribed to streams of this silo. Silos have it; plain clients do not.</summary>
public interface ILiveReceivers
{
    /// <summary>Whether a receiver has a subscription.</summary>
    bool IsKnown(Guid receiverId);

    /// <summary>Ends all subscriptions of a receiver. A live receiver subscribes again.</summary>
    void End(Guid receiverId);
}
