using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace LiveParking.LiveStreams;

/// <summary>
/// The receiving end of all live streams in this process. It holds the one object reference to which producers send, renews leases once for each silo
/// and period, and restores states after lost deliveries.
/// </summary>
internal sealed partial class LiveReceiver(
    IGrainFactory grains,
    IOptions<LiveStreamOptions> options,
    IGrainContextAccessor current,
    LiveMeters meters,
    TimeProvider timeProvider,
    ILogger<LiveReceiver> logger) : ILiveReceiver, IAsyncDisposable
{
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<StreamId, LiveFeed> _feeds = new();
    private readonly ConcurrentDictionary<long, LiveFeed> _byNumber = new();
    private readonly ConcurrentDictionary<SiloAddress, Task> _renewals = new();
    private readonly SemaphoreSlim _subscribing = new(options.Value.ConcurrentSubscribes);
    private readonly CancellationTokenSource _stopping = new();
    private ILiveReceiver? _self;
    private Task? _started;
    private Task _renewing = Task.CompletedTask;
    private long _lastNumber;
    private int _rooted;
    private bool _leaving;
    private bool _disposed;

    public Guid ReceiverId { get; } = Guid.NewGuid();

    public TimeProvider Clock => timeProvider;

    public async Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(StreamId streamId, GrainId producer, IAsyncObserver<T> observer)
    {
        var scheduler = TaskScheduler.Current;
        await StartAsync();
        while (true)
        {
            var feed = FeedOf(streamId, producer);
            var subscriber = new LiveSubscriber<T>(feed, observer, scheduler, meters, logger);
            if (!feed.TryAdd(subscriber))
            {
                // The last subscriber left just now; the next attempt creates a new feed.
                Forget(feed);
                continue;
            }

            if (current.GrainContext is { GrainInstance: IGrainBase } grain)
                _ = LeaveWithGrainAsync(grain.Deactivated, feed, subscriber);
            await feed.FirstAttempt;
            return subscriber;
        }
    }

    public IList<StreamSubscriptionHandle<T>> HandlesOf<T>(StreamId streamId) =>
        _feeds.TryGetValue(streamId, out var feed) ? feed.Handles<T>() : [];

    public Task<bool> DeliverAsync(LiveItem item) =>
        Task.FromResult(_byNumber.TryGetValue(item.SubscriptionId, out var feed) && feed.Accept(item));

    public Task EndAsync(long subscriptionId, long epoch)
    {
        if (_byNumber.TryGetValue(subscriptionId, out var feed))
            feed.Lose(epoch);
        return Task.CompletedTask;
    }

    public void Forget(LiveFeed feed)
    {
        _feeds.TryRemove(KeyValuePair.Create(feed.StreamId, feed));
        _byNumber.TryRemove(feed.SubscriptionId, out _);
    }

    public ILiveProducerExtension Producer(GrainId producer) => grains.GetGrain<ILiveProducerExtension>(producer);

    /// <summary>Calls a producer with this process's own reference, within the call timeout and with limited concurrency.</summary>
    public async Task<T> CallAsync<T>(Func<ILiveReceiver, Task<T>> call, CancellationToken cancellationToken)
    {
        await _subscribing.WaitAsync(cancellationToken);
        try
        {
            return await call(_self!).WaitAsync(options.Value.CallTimeout, timeProvider, cancellationToken);
        }
        finally
        {
            _subscribing.Release();
        }
    }

    public Task CallAsync(Func<ILiveReceiver, Task> call, CancellationToken cancellationToken) =>
        CallAsync(
            async self =>
            {
                await call(self);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Leaves all streams while the process is still reachable: no producer sends to it after this completes. Orleans' client crashes its process
    /// when a delivery arrives after the client has ended and before its connections are closed.
    /// </summary>
    public async Task LeaveAllAsync()
    {
        lock (_gate)
            _leaving = true;
        try
        {
            await Task.WhenAll(_feeds.Values.Select(feed => feed.LeaveAsync())).WaitAsync(LeaveTimeout, timeProvider);
        }
        catch (TimeoutException)
        {
            Log.LeftUnanswered(logger, ReceiverId);
        }

        Unroot();
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _leaving = true;
        }

        await _stopping.CancelAsync();
        if (_started is not null)
            await _started;
        await _renewing;
        await Task.WhenAll(_feeds.Values.Select(feed => feed.StopAsync()));
        Unroot();
        _stopping.Dispose();
        _subscribing.Dispose();
    }

    /// <summary>
    /// A subscribed grain that has deactivated must not keep its stream alive. A grain that is still active must not keep a stream that it left.
    /// </summary>
    private static async Task LeaveWithGrainAsync<T>(Task deactivated, LiveFeed feed, LiveSubscriber<T> subscriber)
    {
        await Task.WhenAny(deactivated, subscriber.Left).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await feed.RemoveAsync(subscriber);
    }

    private void Unroot()
    {
        if (_self is { } self && Interlocked.Exchange(ref _rooted, 0) == 1)
            grains.DeleteObjectReference<ILiveReceiver>(self);
    }

    private LiveFeed FeedOf(StreamId streamId, GrainId producer)
    {
        if (_feeds.TryGetValue(streamId, out var known))
            return known;
        lock (_gate)
        {
            // Under the lock and not in a factory of GetOrAdd: if two feeds were created at the same time, the extra one would stay subscribed
            // permanently.
            ObjectDisposedException.ThrowIf(_leaving, this);
            if (_feeds.TryGetValue(streamId, out known))
                return known;
            var feed = new LiveFeed(this, streamId, producer, ++_lastNumber, meters, logger);
            _byNumber[feed.SubscriptionId] = feed;
            _feeds[streamId] = feed;
            feed.Start();
            return feed;
        }
    }

    private Task StartAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_leaving, this);
            // Runs outside the caller's scheduler: a grain may not create an object reference.
            if (_started is not null)
                return _started;
            // What runs for the life of the process is no part of the call that began it.
            using var apart = ExecutionContext.SuppressFlow();
            return _started = Task.Run(() =>
            {
                _self = grains.CreateObjectReference<ILiveReceiver>(this);
                Volatile.Write(ref _rooted, 1);
                _renewing = Task.Run(RenewAllAsync);
            });
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Receiver {ReceiverId} of live streams left without an answer of every producer; their leases run out")]
        public static partial void LeftUnanswered(ILogger logger, Guid receiverId);
    }
}
