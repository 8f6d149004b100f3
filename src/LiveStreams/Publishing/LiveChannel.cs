using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LiveParking.LiveStreams.Publishing;

/// <summary>
/// One subscription on the producer's silo. It sends the newest state, with few deliveries in flight and at most one pending state. It has no thread
/// and no timer, and lives as long as its lease.
/// </summary>
internal sealed partial class LiveChannel(
    LivePublication publication,
    Guid receiverId,
    long subscriptionId,
    ILiveReceiver receiver,
    LiveChannelContext context)
{
    private readonly Lock _gate = new();
    private LiveState? _pending;
    private int _inFlight;
    private TimeSpan _roundTrip;
    private bool _suspended;
    private TaskCompletionSource? _drained;
    private volatile bool _ended;

    public Guid ReceiverId => receiverId;

    public long SubscriptionId => subscriptionId;

    public LivePublication Publication => publication;

    /// <summary>Whether it has permanently stopped sending.</summary>
    public bool IsEnded => _ended;

    /// <summary>Whether it still sends the states of this epoch.</summary>
    public bool Serves(long epoch) => !_ended && publication.Newest.Epoch == epoch;

    /// <summary>Sends a state now, or keeps it as the newest until a delivery in flight has been answered.</summary>
    public void Offer(LiveState state)
    {
        lock (_gate)
        {
            if (_ended || _suspended)
            {
                // A suspended receiver gets the newest state with its next renewal.
                context.Meters.Replaced.Add(1, publication.Tag);
                return;
            }

            if (_inFlight >= LiveWindow.Of(_roundTrip))
            {
                if (_pending is not null)
                    context.Meters.Replaced.Add(1, publication.Tag);
                _pending = state;
                return;
            }

            _inFlight++;
        }

        // Outside the grain: handling the answer must not wait for the grain's turns.
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Channel.SendAsync(work.State), (Channel: this, State: state), preferLocal: false);
    }

    /// <summary>
    /// The receiver renewed and has version <paramref name="held"/>. Returns the state that it misses, unless that state is already in flight. Ends a
    /// suspension.
    /// </summary>
    public LiveItem? Renew(long held)
    {
        lock (_gate)
        {
            var busy = !_suspended && (_inFlight > 0 || _pending is not null);
            _suspended = false;
            var newest = publication.Newest;
            return busy || newest.Item is null || newest.Version == held ? null : newest.For(subscriptionId);
        }
    }

    /// <summary>Ends a suspension: the receiver subscribed again and gets the newest state with the answer.</summary>
    public void Resume()
    {
        lock (_gate)
            _suspended = false;
    }

    /// <summary>Stops sending. With <paramref name="notify"/> the receiver is notified that the producer's activation ended.</summary>
    public void End(bool notify)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            _pending = null;
        }

        if (notify)
            ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.NotifyEndAsync(), this, preferLocal: false);
    }

    /// <summary>Completes when it has ended and no delivery is in flight: each was answered or abandoned.</summary>
    public Task DrainedAsync()
    {
        lock (_gate)
        {
            if (_ended && _inFlight == 0)
                return Task.CompletedTask;
            return (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private async Task SendAsync(LiveState first)
    {
        var state = first;
        while (true)
        {
            var known = await TrySendAsync(state);
            lock (_gate)
            {
                if (known is true && !_ended && _pending is { } next)
                {
                    _pending = null;
                    state = next;
                    continue;
                }

                _inFlight--;
                if (known is null)
                {
                    // The pending state is dropped too: a renewal returns the newest state, and an older one must not follow it.
                    _suspended = true;
                    _pending = null;
                }

                if (_ended && _inFlight == 0)
                    _drained?.TrySetResult();
            }

            if (known is false)
                publication.Drop(this);
            return;
        }
    }

    /// <summary>True: accepted. False: the receiver does not know the subscription. Null: no answer.</summary>
    private async Task<bool?> TrySendAsync(LiveState state)
    {
        var sent = context.Clock.GetTimestamp();
        using var step = LiveTraces.Begin("livestream deliver", state.Trace, ActivityKind.Producer, publication.Tag);
        try
        {
            var known = await receiver.DeliverAsync(state.For(subscriptionId, step?.Id)).WaitAsync(context.CallTimeout, context.Clock);
            lock (_gate)
                _roundTrip = LiveWindow.Smooth(_roundTrip, context.Clock.GetElapsedTime(sent));
            if (known)
                context.Meters.Delivered.Add(1, publication.Tag);
            return known;
        }
        catch (Exception error)
        {
            context.Meters.Failed.Add(1, publication.Tag);
            Log.DeliveryFailed(context.Log, publication.StreamId, receiverId, error.GetType().Name, error.Message);
            return null;
        }
    }

    private async Task NotifyEndAsync()
    {
        try
        {
            await receiver.EndAsync(subscriptionId, publication.Newest.Epoch);
        }
        catch (Exception error)
        {
            // The receiver finds out with its next renewal.
            Log.DeliveryFailed(context.Log, publication.StreamId, receiverId, error.GetType().Name, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Live stream {StreamId} could not reach receiver {ReceiverId}: {Error}: {Reason}")]
        public static partial void DeliveryFailed(ILogger logger, StreamId streamId, Guid receiverId, string error, string reason);
    }
}
