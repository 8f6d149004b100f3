using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Gateway.Api;

/// <summary>Deliveries of a webhook.</summary>
/// <param name="Deliveries">Newest first.</param>
internal sealed record DeliveriesAnswer(IReadOnlyList<Delivery> Deliveries);
