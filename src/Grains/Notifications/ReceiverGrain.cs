using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Storage;
using LiveParking.Notifications;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LiveParking.Grains.Notifications;

/// <summary>
/// Delivers events to one receiver: at least once, a few at a time, again with growing pauses for 24 hours. A receiver that is dead or slow delays no
/// other, because each has its own grain. Reentrant, so that events are taken while others are on their way.
/// </summary>
[GrainType("notification-receiver"), Reentrant]
internal sealed partial class ReceiverGrain(
    [PersistentState("deliveries", StorageNames.Parking)] IPersistentState<DeliveryQueue> stored,
    WebhookSender webhooks,
    MailSender mails,
    TimeProvider timeProvider,
    ILogger<ReceiverGrain> logger) : Grain, IReceiverGrain
{
    /// <summary>Maximum events on their way at a time.</summary>
    private const int AtOnce = 4;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _onTheWay = new(StringComparer.Ordinal);
    private CoalescedState<DeliveryQueue> _state = null!;
    private ReassessmentTimer _timer = null!;
    private ReceiverKey _key;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = ReceiverKey.Parse(this.GetPrimaryKeyString());
        StoredSchema.Require(stored.State.Schema, DeliveryQueue.CurrentSchema, this.GetPrimaryKeyString());
        _state = new CoalescedState<DeliveryQueue>(new PersistentUnit<DeliveryQueue>(stored), timeProvider, logger);
        _timer = new ReassessmentTimer(() => this.RegisterGrainTimer(
            DeliverAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true }));
        Plan();
        return Task.CompletedTask;
    }

    public async Task EnqueueAsync(AlarmEvent alarmEvent)
    {
        await ChangeAsync(queue => queue.Add(alarmEvent, timeProvider.GetUtcNow()));
        Plan();
    }

    public Task<IReadOnlyList<Delivery>> GetDeliveriesAsync() => Task.FromResult(_state.Newest.List());

    public Task<bool> StartAsync() => Task.FromResult(!_state.Newest.Waiting.IsEmpty);

    public Task GiveUpAsync(string reason) => ChangeAsync(queue => queue.GiveUp(reason, timeProvider.GetUtcNow()));

    private Task DeliverAsync(CancellationToken cancellationToken)
    {
        _timer.Begin();
        var now = timeProvider.GetUtcNow();
        foreach (var due in _state.Newest.Waiting.Where(waiting => waiting.NextAt <= now && !_onTheWay.Contains(waiting.Event.Id)).Take(AtOnce - _onTheWay.Count).ToList())
            _ = DeliverAsync(due.Event);
        Plan();
        return Task.CompletedTask;
    }

    private async Task DeliverAsync(AlarmEvent alarmEvent)
    {
        _onTheWay.Add(alarmEvent.Id);
        try
        {
            var fault = await SendAsync(alarmEvent);
            if (fault is not null)
                Log.NotTaken(logger, _key, alarmEvent.Id, fault);
            await ChangeAsync(queue => queue.Tried(alarmEvent.Id, fault, Random.Shared.NextDouble(), timeProvider.GetUtcNow()));
        }
        catch (Exception error)
        {
            // It was sent, or was not, and that is not stored: it is sent again, which the receiver sees by its id.
            Log.NotRecorded(logger, _key, alarmEvent.Id, error.Message);
            await Task.Delay(RetryPause, timeProvider);
        }
        finally
        {
            _onTheWay.Remove(alarmEvent.Id);
            Plan();
        }
    }

    private async Task<string?> SendAsync(AlarmEvent alarmEvent)
    {
        if (_key.Kind == NotificationReceiver.Email)
            return await mails.SendAsync(_key.Target, alarmEvent);
        var webhook = await GrainFactory.GetGrain<INotifications>(INotifierGrain.Key).FindWebhookAsync(_key.Target);
        return webhook is null ? "There is no such webhook any more." : await webhooks.SendAsync(webhook, alarmEvent);
    }

    private void Plan()
    {
        var now = timeProvider.GetUtcNow();
        if (_onTheWay.Count < AtOnce && _state.Newest.Waiting.Where(waiting => !_onTheWay.Contains(waiting.Event.Id)).Select(waiting => (DateTimeOffset?)waiting.NextAt).Min() is { } next)
            _timer.Plan(next, now);
    }

    private Task ChangeAsync(Func<DeliveryQueue, DeliveryQueue> change) => _state.ChangeAsync(change, DeactivateOnIdle);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Receiver} did not take event {EventId}: {Reason}")]
        public static partial void NotTaken(ILogger logger, ReceiverKey receiver, string eventId, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The delivery of event {EventId} to {Receiver} is not recorded; it is sent again: {Reason}")]
        public static partial void NotRecorded(ILogger logger, ReceiverKey receiver, string eventId, string reason);
    }
}
