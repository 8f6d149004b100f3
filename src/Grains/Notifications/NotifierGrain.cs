using LiveParking.Grains.Audit;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace LiveParking.Grains.Notifications;

/// <summary>Keeps rules and webhooks, and hands each event to the receivers that the rules name. Reentrant, so that events share store writes.</summary>
[GrainType("notifier"), Reentrant]
internal sealed partial class NotifierGrain(
    [PersistentState("notifier", StorageNames.Parking)] IPersistentState<NotifierState> stored,
    TimeProvider timeProvider,
    ILogger<NotifierGrain> logger) : Grain, INotifierGrain, INotifications, IAuditedGrain
{
    private CoalescedState<NotifierState> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        OnlyKey.Require(this, INotifierGrain.Key);
        StoredSchema.Require(stored.State.Schema, NotifierState.CurrentSchema, INotifierGrain.Key);
        _state = new CoalescedState<NotifierState>(new PersistentUnit<NotifierState>(stored), timeProvider, logger);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<NotificationRule>> GetRulesAsync() => Task.FromResult<IReadOnlyList<NotificationRule>>([.. _state.Newest.Rules.Values]);

    public async Task<NotificationRule> PutRuleAsync(NotificationRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        NotificationRules.Require(rule);
        await ChangeAsync(state =>
        {
            if (rule.Receiver == NotificationReceiver.Webhook && !state.Webhooks.ContainsKey(rule.Target))
                throw new InvalidRequestException($"target: there is no webhook '{rule.Target}'.", "target");
            RequireRoom(state.Rules.Count, state.Rules.ContainsKey(rule.Id), "notifications");
            return state with { Rules = state.Rules.SetItem(rule.Id, rule) };
        });
        return rule;
    }

    public async Task<bool> RemoveRuleAsync(string ruleId)
    {
        var isThere = _state.Newest.Rules.ContainsKey(ruleId);
        await ChangeAsync(state => state.Rules.ContainsKey(ruleId)
            ? state with { Rules = state.Rules.Remove(ruleId), Told = state.Told.RemoveAll(told => told.RuleId == ruleId) }
            : state);
        return isThere;
    }

    public Task<IReadOnlyList<Webhook>> GetWebhooksAsync() => Task.FromResult<IReadOnlyList<Webhook>>([.. _state.Newest.Webhooks.Values.Select(Shown)]);

    public async Task<Webhook> PutWebhookAsync(Webhook webhook)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        await ChangeAsync(state =>
        {
            var known = state.Webhooks.GetValueOrDefault(webhook.Id ?? "");
            NotificationRules.Require(webhook, isNew: known is null);
            RequireRoom(state.Webhooks.Count, known is not null, "webhooks");
            var next = webhook with { Secret = webhook.Secret ?? known!.Secret };
            return known == next ? state : state with { Webhooks = state.Webhooks.SetItem(webhook.Id!, next) };
        });
        return Shown(webhook);
    }

    public async Task<bool> RemoveWebhookAsync(string webhookId)
    {
        var isThere = _state.Newest.Webhooks.ContainsKey(webhookId);
        await ChangeAsync(state =>
        {
            if (!state.Webhooks.ContainsKey(webhookId))
                return state;
            if (state.Rules.Values.FirstOrDefault(rule => rule.Receiver == NotificationReceiver.Webhook && rule.Target == webhookId) is { } rule)
                throw new InvalidRequestException($"The notification '{rule.Id}' uses this webhook: remove or change that first.", "id");
            return state with { Webhooks = state.Webhooks.Remove(webhookId) };
        });
        if (isThere)
            await Receiver(new ReceiverKey(NotificationReceiver.Webhook, webhookId)).GiveUpAsync("The webhook was removed.");
        return isThere;
    }

    public async Task<AlarmEvent?> TestAsync(string webhookId)
    {
        if (!_state.Newest.Webhooks.ContainsKey(webhookId))
            return null;
        var key = new ReceiverKey(NotificationReceiver.Webhook, webhookId);
        await ChangeAsync(state => state.Receivers.Contains(key.ToString()) ? state : state with { Receivers = state.Receivers.Add(key.ToString()) });
        var test = new AlarmEvent($"test.{Guid.NewGuid():N}", AlarmEventKind.Test, timeProvider.GetUtcNow(), null);
        await Receiver(key).EnqueueAsync(test);
        return test;
    }

    public async Task<IReadOnlyList<Delivery>?> GetDeliveriesAsync(string webhookId) => _state.Newest.Webhooks.ContainsKey(webhookId)
        ? await Receiver(new ReceiverKey(NotificationReceiver.Webhook, webhookId)).GetDeliveriesAsync()
        : null;

    public async Task NotifyAsync(AlarmEvent alarmEvent)
    {
        if (_state.Newest.Rules.IsEmpty)
            return;
        var groups = alarmEvent.Alarm?.LocationId is { } location
            ? (await GrainFactory.GetCatalog().GetGroupsAsync(-1))?.Groups.GetValueOrDefault(location) ?? []
            : [];
        IReadOnlyList<NotificationRule> told = [];
        await ChangeAsync(state =>
        {
            (var next, told) = NotificationRules.Tell(state, alarmEvent, groups, timeProvider.GetUtcNow());
            return next;
        });
        await Task.WhenAll(told.Select(ReceiverKey.Of).Distinct().Select(key => Receiver(key).EnqueueAsync(alarmEvent)));
    }

    public Task<Webhook?> FindWebhookAsync(string webhookId) => Task.FromResult(_state.Newest.Webhooks.GetValueOrDefault(webhookId));

    public async Task StartAsync()
    {
        // Also those that have started: their silo may have died since.
        var idle = (await Task.WhenAll(_state.Newest.Receivers.Select(StartAsync))).OfType<string>()
            .Where(key => !_state.Newest.Rules.Values.Any(rule => ReceiverKey.Of(rule).ToString() == key) && ReceiverKey.Parse(key) is var receiver
                && !(receiver.Kind == NotificationReceiver.Webhook && _state.Newest.Webhooks.ContainsKey(receiver.Target)))
            .ToList();
        if (idle.Count > 0)
            await ChangeAsync(state => state with { Receivers = state.Receivers.Except(idle) });
    }

    /// <summary>Starts a receiver.</summary>
    /// <returns>Its key when nothing waits for it.</returns>
    private async Task<string?> StartAsync(string key)
    {
        try
        {
            return await Receiver(ReceiverKey.Parse(key)).StartAsync() ? null : key;
        }
        catch (Exception error)
        {
            // One must not hold up the others; all are started again within 10 s.
            Log.NotStarted(logger, key, error.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Receiver {Receiver} of notifications is not started: {Reason}")]
        public static partial void NotStarted(ILogger logger, string receiver, string reason);
    }

    public (string? LocationId, string? Target) AuditTarget(string action, IInvokable call) => (null, IdOf(call));

    public Task<string?> DescribeAsync(string action, IInvokable call, object? result)
    {
        if (action == "webhook.test" || IdOf(call) is not { } id)
            return Task.FromResult<string?>(null);
        return Task.FromResult(action.StartsWith("webhook.", StringComparison.Ordinal)
            ? AuditText.Of(_state.Newest.Webhooks.GetValueOrDefault(id) is { } webhook ? Shown(webhook) : null)
            : AuditText.Of(_state.Newest.Rules.GetValueOrDefault(id)));
    }

    private static string? IdOf(IInvokable call) => call.GetArgument(0) switch
    {
        NotificationRule rule => rule.Id,
        Webhook webhook => webhook.Id,
        string id => id,
        _ => null,
    };

    private static Webhook Shown(Webhook webhook) => webhook with { Secret = null };

    private static void RequireRoom(int count, bool isKnown, string what)
    {
        if (!isKnown && count >= NotificationRules.MaxCount)
            throw new TooManyException(what, $"There are {count:N0} {what} already, as many as there may be: remove one first.");
    }

    private IReceiverGrain Receiver(ReceiverKey key) => GrainFactory.GetGrain<IReceiverGrain>(key.ToString());

    private Task ChangeAsync(Func<NotifierState, NotifierState> change) => _state.ChangeAsync(
        state => change(state) is var next && ReferenceEquals(next, state) ? state : next with { Schema = NotifierState.CurrentSchema }, DeactivateOnIdle);
}
