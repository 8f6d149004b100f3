namespace LiveParking.LiveStreams.Publishing;

/// <summary>Publishes through the extension of the current grain.</summary>
internal sealed class LivePublisher(IGrainContextAccessor current) : ILivePublisher
{
    public void Publish(StreamId streamId, object item) => Extension(streamId).Publish(streamId, item);

    public void Withdraw(StreamId streamId) => Extension(streamId).Withdraw(streamId);

    private LiveProducerExtension Extension(StreamId streamId)
    {
        // Outside a grain's scheduler the current context is silently that of the silo's own client.
        if (current.GrainContext is not { GrainInstance: IGrainBase } grain)
        {
            throw new InvalidOperationException(
                $"The live stream '{streamId}' is published by its grain, on the grain's scheduler. Work on other threads hops back before it publishes.");
        }

        return (LiveProducerExtension)grain.GetGrainExtension<ILiveProducerExtension>();
    }
}
