using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Grains.Notifications;

/// <summary>One receiver of events. Its key is a <see cref="ReceiverKey"/>.</summary>
[Alias("live-parking.IReceiverGrain")]
internal interface IReceiverGrain : IGrainWithStringKey
{
    /// <summary>Takes an event for delivery. Answers after it is stored; one that is there already stays as it is.</summary>
    [Alias("EnqueueAsync")]
    Task EnqueueAsync(AlarmEvent alarmEvent);

    /// <summary>What waits, and what was delivered or given up lately; newest first.</summary>
    [Alias("GetDeliveriesAsync")]
    Task<IReadOnlyList<Delivery>> GetDeliveriesAsync();

    /// <summary>Goes on delivering after a start.</summary>
    /// <returns>Whether something waits.</returns>
    [Alias("StartAsync")]
    Task<bool> StartAsync();

    /// <summary>Gives up what waits.</summary>
    [Alias("GiveUpAsync")]
    Task GiveUpAsync(string reason);
}

/// <summary>The key of a receiver: <c>webhook/ID</c> or <c>email/ADDRESS</c>.</summary>
/// <param name="Kind">How it receives.</param>
/// <param name="Target">The id of the webhook, or the address.</param>
internal readonly record struct ReceiverKey(NotificationReceiver Kind, string Target)
{
    private const string WebhookPrefix = "webhook/";
    private const string EmailPrefix = "email/";

    public static ReceiverKey Parse(string key) => key.StartsWith(WebhookPrefix, StringComparison.Ordinal)
        ? new(NotificationReceiver.Webhook, key[WebhookPrefix.Length..])
        : key.StartsWith(EmailPrefix, StringComparison.Ordinal)
            ? new(NotificationReceiver.Email, key[EmailPrefix.Length..])
            : throw new Interfaces.InvalidRequestException($"'{key}' is not a receiver.");

    public static ReceiverKey Of(NotificationRule rule) => new(rule.Receiver, rule.Target);

    /// <inheritdoc/>
    public override string ToString() => (Kind == NotificationReceiver.Webhook ? WebhookPrefix : EmailPrefix) + Target;
}
