using Orleans.Streams;

namespace LiveParking.LiveStreams;

/// <summary>A live stream behind the public Orleans API.</summary>
internal sealed class LiveStream<T>(StreamId streamId, GrainId producer, LiveReceiver receiver, ILivePublisher? publisher) : IAsyncStream<T>
{
    private const string NoBatches =
        "A live stream carries the newest state only: there are no batches. Publish and subscribe item by item.";

    private const string NoRewind =
        "A live stream carries the newest state only: it can't be rewound to a token. Subscribe without one; the newest state comes at once.";

    private const string NoEnd =
        "A live stream does not complete or fail: it carries states as long as its grain exists. Put an end or an error into the state.";

    public bool IsRewindable => false;

    public string ProviderName => LiveStreamOptions.ProviderName;

    public StreamId StreamId => streamId;

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) =>
        receiver.SubscribeAsync(streamId, producer, observer ?? throw new ArgumentNullException(nameof(observer)));

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        if (token is not null)
            throw new NotSupportedException(NoRewind);
        if (filterData is not null)
            throw new NotSupportedException("Live streams are not filtered: each carries one state. Subscribe to the stream that is wanted.");
        return SubscribeAsync(observer);
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => throw new NotSupportedException(NoBatches);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        throw new NotSupportedException(NoBatches);

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (token is not null)
            throw new NotSupportedException("A live stream numbers its states itself: publish without a token.");
        if (publisher is null)
            throw new NotSupportedException($"Only grain '{producer}' publishes this stream; a client can't.");
        publisher.Publish(streamId, item);
        return Task.CompletedTask;
    }

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null) => throw new NotSupportedException(NoBatches);

    public Task OnCompletedAsync() => throw new NotSupportedException(NoEnd);

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException(NoEnd);

    /// <summary>The subscriptions to this stream in this process. Those of other processes are not visible.</summary>
    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() => Task.FromResult(receiver.HandlesOf<T>(streamId));

    public bool Equals(IAsyncStream<T>? other) => other is LiveStream<T> live && live.StreamId == streamId;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => streamId.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : streamId.CompareTo(other.StreamId);
}
