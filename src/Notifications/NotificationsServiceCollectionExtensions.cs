using LiveParking.Notifications;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the senders of notifications.</summary>
public static class NotificationsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="WebhookSender"/> and <see cref="MailSender"/> with their options. A program binds these to its configuration.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<MailSender>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>());
        services.AddOptions<NotificationOptions>().ValidateOnStart();
        return services;
    }
}
