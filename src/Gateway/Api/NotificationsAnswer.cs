using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Gateway.Api;

/// <summary>Notifications.</summary>
/// <param name="Notifications">By id.</param>
internal sealed record NotificationsAnswer(IReadOnlyList<NotificationRule> Notifications);
