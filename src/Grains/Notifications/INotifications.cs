using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Grains.Notifications;

/// <summary>What other grains ask the notifier. Implemented by it; its key is <see cref="INotifierGrain.Key"/>.</summary>
[Alias("live-parking.INotifications")]
internal interface INotifications : IGrainWithStringKey
{
    /// <summary>Sends an event to the receivers that the rules name. Answers after every receiver has stored it; the same event again has no second effect.</summary>
    /// <exception cref="StoreUnavailableException">Not every receiver has it; the caller must send it again.</exception>
    [Alias("NotifyAsync")]
    Task NotifyAsync(AlarmEvent alarmEvent);

    /// <summary>A webhook with its secret; null when there is none.</summary>
    [Alias("FindWebhookAsync")]
    Task<Webhook?> FindWebhookAsync(string webhookId);

    /// <summary>Starts the receivers for which something may wait.</summary>
    [Alias("StartAsync")]
    Task StartAsync();
}
