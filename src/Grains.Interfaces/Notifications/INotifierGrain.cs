using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.Notifications;

/// <summary>Who is notified of which alarms. One grain, with the key <see cref="Key"/>.</summary>
[Alias("live-parking.INotifierGrain")]
public interface INotifierGrain : IGrainWithStringKey
{
    /// <summary>The key of the only notifier.</summary>
    const string Key = "notifier";

    /// <summary>All rules, by id.</summary>
    [Idempotent, Alias("GetRulesAsync")]
    Task<IReadOnlyList<NotificationRule>> GetRulesAsync();

    /// <summary>Creates or changes a rule. Answers after it is stored.</summary>
    /// <exception cref="InvalidRequestException">The rule breaks a rule, or names a webhook that does not exist.</exception>
    /// <exception cref="TooManyException">There are too many.</exception>
    [Idempotent, Audited("notification.configure"), Alias("PutRuleAsync")]
    Task<NotificationRule> PutRuleAsync(NotificationRule rule);

    /// <summary>Removes a rule. Answers after that is stored.</summary>
    /// <returns>Whether there was one.</returns>
    [Audited("notification.remove"), Alias("RemoveRuleAsync")]
    Task<bool> RemoveRuleAsync(string ruleId);

    /// <summary>All webhooks, by id, without their secrets.</summary>
    [Idempotent, Alias("GetWebhooksAsync")]
    Task<IReadOnlyList<Webhook>> GetWebhooksAsync();

    /// <summary>Creates or changes a webhook. Answers after it is stored.</summary>
    /// <exception cref="InvalidRequestException">It breaks a rule; a new one needs a secret.</exception>
    /// <exception cref="TooManyException">There are too many.</exception>
    [Idempotent, Audited("webhook.configure"), Alias("PutWebhookAsync")]
    Task<Webhook> PutWebhookAsync(Webhook webhook);

    /// <summary>Removes a webhook; what waits for it is given up. Answers after that is stored.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidRequestException">A rule names it.</exception>
    [Audited("webhook.remove"), Alias("RemoveWebhookAsync")]
    Task<bool> RemoveWebhookAsync(string webhookId);

    /// <summary>Sends a test event to a webhook.</summary>
    /// <returns>The event; null when there is no such webhook.</returns>
    [Audited("webhook.test"), Alias("TestAsync")]
    Task<AlarmEvent?> TestAsync(string webhookId);

    /// <summary>What waits for a webhook, and the last 100 that were delivered or given up; newest first. Null when there is no such webhook.</summary>
    [Idempotent, Alias("GetDeliveriesAsync")]
    Task<IReadOnlyList<Delivery>?> GetDeliveriesAsync(string webhookId);
}
