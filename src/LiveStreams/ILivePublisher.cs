namespace LiveParking.LiveStreams;

/// <summary>Publishes for the current grain. Silos have a publisher; plain clients do not.</summary>
public interface ILivePublisher
{
    /// <summary>Makes <paramref name="item"/> the newest state of the stream and sends it to the subscribers.</summary>
    /// <exception cref="InvalidOperationException">The caller is not the grain that owns the stream, or is not on the grain's scheduler.</exception>
    void Publish(StreamId streamId, object item);

    /// <summary>
    /// Withdraws the newest state of the stream: new subscribers get nothing until the next one is published. For states that are useless when they
    /// are old, such as a picture of a camera that has stopped.
    /// </summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Publish"/>.</exception>
    void Withdraw(StreamId streamId);
}
