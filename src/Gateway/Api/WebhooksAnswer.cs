using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Gateway.Api;

/// <summary>Webhooks.</summary>
/// <param name="Webhooks">By id, without their secrets.</param>
internal sealed record WebhooksAnswer(IReadOnlyList<Webhook> Webhooks);
