namespace LiveParking.Grains.Interfaces.Streams;

/// <summary>Publishes for the grain that is running. Silos have one; plain clients do not.</summary>
public interface ILivePublisher
{
    /// <summary>Makes <paramref name="item"/> the newest state of the stream and sends it to the subscribers.</summary>
    /// <exception cref="InvalidOperationException">The caller is not the grain to which the stream belongs, or not on its scheduler.</exception>
    void Publish(StreamId streamId, object item);

    /// <summary>
    /// Takes the newest state of the stream back: who subscribes from now on gets nothing until the next one is published. For states
    /// that are worthless when they are old, such as a picture of a camera that has stopped.
    /// </summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Publish"/>.</exception>
    void Withdraw(StreamId streamId);
}
