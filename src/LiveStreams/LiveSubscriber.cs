using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace LiveParking.LiveStreams;

/// <summary>One local subscriber of a feed: accepts a state that is newer than the last one.</summary>
internal interface ILiveSubscriber
{
    void Offer(object item, string? trace);
}

/// <summary>
/// Delivers states to an observer one at a time. While the observer is busy only the newest state is kept. The observer runs on the scheduler on
/// which it subscribed: a grain's observer runs as a turn of the grain.
/// </summary>
internal sealed partial class LiveSubscriber<T>(
    LiveFeed feed,
    IAsyncObserver<T> observer,
    TaskScheduler scheduler,
    LiveMeters meters,
    ILogger logger) : StreamSubscriptionHandle<T>, ILiveSubscriber
{
    private readonly Lock _gate = new();
    private readonly KeyValuePair<string, object?> _tag = feed.Tag;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private object? _pending;
    private string? _trace;
    private bool _busy;
    private bool _ended;

    public override StreamId StreamId => feed.StreamId;

    public override string ProviderName => LiveStreamOptions.ProviderName;

    public override Guid HandleId { get; } = Guid.NewGuid();

    /// <summary>The feed of this subscriber.</summary>
    public LiveFeed Feed => feed;

    /// <summary>Completes after the subscriber unsubscribed.</summary>
    public Task Left => _left.Task;

    public void Offer(object item, string? trace)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            if (_pending is not null)
                meters.Replaced.Add(1, _tag);
            (_pending, _trace) = (item, trace);
            if (_busy)
                return;
            _busy = true;
        }

        // A grain's scheduler or the pool, never the caller's thread, which is a network thread.
        _ = Task.Factory.StartNew(
            static self => ((LiveSubscriber<T>)self!).DrainAsync(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            _pending = null;
        }

        _left.TrySetResult();
    }

    public override Task UnsubscribeAsync() => feed.RemoveAsync(this);

    public override async Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null)
            throw new NotSupportedException("A live stream can't be rewound to a token; resume without one.");
        var next = await feed.Receiver.SubscribeAsync(StreamId, feed.Producer, observer);
        await UnsubscribeAsync();
        return next;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        throw new NotSupportedException("A live stream has no batches; resume with an observer of single items.");

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && other.HandleId == HandleId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => HandleId.GetHashCode();

    private async Task DrainAsync()
    {
        while (TryTake(out var item, out var trace))
        {
            using var step = LiveTraces.Begin("livestream handle", trace, ActivityKind.Consumer, _tag);
            try
            {
                await observer.OnNextAsync((T)item!);
            }
            catch (Exception error)
            {
                meters.Failed.Add(1, _tag);
                Log.HandlerFailed(logger, error, StreamId);
            }
        }
    }

    private bool TryTake(out object? item, out string? trace)
    {
        lock (_gate)
        {
            (item, trace) = (_pending, _trace);
            (_pending, _trace) = (null, null);
            _busy = item is not null;
            return _busy;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber of live stream {StreamId} failed; it gets the next state all the same")]
        public static partial void HandlerFailed(ILogger logger, Exception error, StreamId streamId);
    }
}
