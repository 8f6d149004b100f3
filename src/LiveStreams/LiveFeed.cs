using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace LiveParking.LiveStreams;

/// <summary>
/// One stream in this process: one subscription at the producer, shared by all local subscribers. It finds the producer again by itself whenever the
/// producer's activation ends, until the last local subscriber has left.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A token source without timer or wait handle holds nothing to free; disposing it would race with CancelAsync.")]
internal sealed partial class LiveFeed(LiveReceiver receiver, StreamId streamId, GrainId producer, long subscriptionId, LiveMeters meters, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<ILiveSubscriber> _subscribers = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _producerLoss = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SiloAddress? _silo;
    private long _epoch;
    private long _version;
    private object? _newest;
    private LiveItem? _early;
    private bool _isClosed;
    private bool _isStopped;

    public LiveReceiver Receiver => receiver;

    public StreamId StreamId => streamId;

    public GrainId Producer => producer;

    public long SubscriptionId => subscriptionId;

    public KeyValuePair<string, object?> Tag { get; } = new("stream", streamId.GetNamespace());

    /// <summary>The loop of the feed: looks for the producer until there are no local subscribers.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Completes after the first attempt to reach the producer, whether it succeeded or not.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    /// <summary>Adds a subscriber and gives it the newest known state; false when the feed is already closed.</summary>
    public bool TryAdd(ILiveSubscriber subscriber)
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            _subscribers.Add(subscriber);
            if (_newest is not null)
                subscriber.Offer(_newest, null);
            return true;
        }
    }

    public Task RemoveAsync<T>(LiveSubscriber<T> subscriber)
    {
        subscriber.End();
        lock (_gate)
        {
            if (!_subscribers.Remove(subscriber) || _subscribers.Count > 0)
                return Task.CompletedTask;
            _isClosed = true;
        }

        receiver.Forget(this);
        return _closed.CancelAsync();
    }

    public IList<StreamSubscriptionHandle<T>> Handles<T>()
    {
        lock (_gate)
            return [.. _subscribers.OfType<LiveSubscriber<T>>()];
    }

    /// <summary>Accepts a state from the producer; false when this subscription belongs to another epoch.</summary>
    public bool Accept(LiveItem item)
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            if (_silo is null)
            {
                // The answer to the subscribe call has not arrived yet, so it is unknown whether this epoch is the right one.
                if (_early is null || _early.Epoch != item.Epoch || _early.Version < item.Version)
                    _early = item;
                return true;
            }

            if (item.Epoch != _epoch)
                return false;
            Advance(item);
            return true;
        }
    }

    /// <summary>The producer's activation (or its silo) ended: look for the next one.</summary>
    public void Lose(long? epoch = null, SiloAddress? silo = null)
    {
        lock (_gate)
        {
            if (_silo is null || (epoch is { } e && e != _epoch) || (silo is not null && !silo.Equals(_silo)))
                return;
            _silo = null;
            _producerLoss.TrySetResult();
        }
    }

    /// <summary>The holding to send when leases are renewed at <paramref name="silo"/>.</summary>
    public bool TryGetHolding(out SiloAddress silo, out SubscriptionCursor holding)
    {
        lock (_gate)
        {
            silo = _silo!;
            holding = new SubscriptionCursor(subscriptionId, _epoch, _version);
            return _silo is not null;
        }
    }

    /// <summary>Starts to look for the producer.</summary>
    public void Start()
    {
        // What goes on until the last subscriber has left is no part of the call of the first.
        using var apart = ExecutionContext.SuppressFlow();
        // Runs outside the subscriber's scheduler: a subscribing grain must not run this loop, nor stop it by deactivating.
        Running = Task.Run(RunAsync);
    }

    /// <summary>Ends the feed because its process ends. The producer notices it when the lease expires.</summary>
    public async Task StopAsync()
    {
        lock (_gate)
            _isClosed = _isStopped = true;
        await _closed.CancelAsync();
        await Running;
    }

    /// <summary>
    /// Ends the feed and notifies the producer. When this completes, no state is in flight any more, unless the producer does not answer.
    /// </summary>
    public async Task LeaveAsync()
    {
        lock (_gate)
            _isClosed = true;
        await _closed.CancelAsync();
        await Running;
    }

    private async Task RunAsync()
    {
        try
        {
            var extension = receiver.Producer(producer);
            var pause = FirstPause;
            while (!_closed.IsCancellationRequested)
            {
                if (await TrySubscribeAsync(extension))
                {
                    pause = FirstPause;
                    await _producerLoss.Task.WaitAsync(_closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                else
                {
                    await Task.Delay(pause, receiver.Clock, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
                }
            }

            if (!_isStopped)
                await UnsubscribeAsync(extension);
        }
        finally
        {
            _firstAttempt.TrySetResult();
        }
    }

    private async Task<bool> TrySubscribeAsync(ILiveProducerExtension extension)
    {
        lock (_gate)
        {
            _early = null;
            _producerLoss = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            var subscription = await receiver.CallAsync(
                self => extension.SubscribeAsync(streamId, receiver.ReceiverId, subscriptionId, self), _closed.Token);
            Attach(subscription);
            return true;
        }
        catch (Exception error)
        {
            Log.ProducerUnreachable(logger, streamId, error.GetType().Name, error.Message);
            return false;
        }
        finally
        {
            _firstAttempt.TrySetResult();
        }
    }

    private void Attach(SubscribeReply subscription)
    {
        lock (_gate)
        {
            _silo = subscription.Silo;
            if (_epoch != subscription.Newest.Epoch)
            {
                _epoch = subscription.Newest.Epoch;
                _version = 0;
            }

            Advance(subscription.Newest);
            if (_early is { } early && early.Epoch == _epoch)
                Advance(early);
            _early = null;
        }
    }

    private void Advance(LiveItem item)
    {
        if (item.Version <= _version || item.Item is null)
            return;
        _version = item.Version;
        _newest = item.Item;
        meters.Received.Add(1, Tag);
        foreach (var subscriber in _subscribers)
            subscriber.Offer(_newest, item.Trace);
    }

    private async Task UnsubscribeAsync(ILiveProducerExtension extension)
    {
        try
        {
            await receiver.CallAsync(_ => extension.UnsubscribeAsync(receiver.ReceiverId, subscriptionId), CancellationToken.None);
        }
        catch (Exception error)
        {
            // The lease expires and ends the subscription.
            Log.ProducerUnreachable(logger, streamId, error.GetType().Name, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The producer of live stream {StreamId} can't be reached: {Error}: {Reason}")]
        public static partial void ProducerUnreachable(ILogger logger, StreamId streamId, string error, string reason);
    }
}
