namespace LiveParking.LiveStreams.Publishing;

/// <summary>A grain that is notified whether its live streams have subscribers.</summary>
public interface ILiveProducer
{
    /// <summary>
    /// One of the grain's streams got its first subscriber or lost its last one. Called on the grain's scheduler, in the order of the changes,
    /// between the turns of its other calls.
    /// </summary>
    void OnDemandChanged(StreamId streamId, bool wanted);
}
