namespace LiveParking.Grains.Interfaces.Streams;

/// <summary>One state of a live stream on its way to one subscription.</summary>
/// <param name="SubscriptionId">The receiver's own number of the subscription.</param>
/// <param name="Epoch">One life of the producer. Items of another life than the one subscribed to are ignored.</param>
/// <param name="Version">Grows by one with every state that is published in an epoch, from 1; 0 when nothing was published yet.</param>
/// <param name="Item">The state; null when nothing was published yet or what was has been withdrawn.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LiveItem")]
public sealed record LiveItem(
    [property: Id(0)] long SubscriptionId,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long Version,
    [property: Id(3)] object? Item);

/// <summary>The answer to subscribing: where the producer lives and its newest state.</summary>
/// <param name="Silo">The producer's silo, which is where the lease is renewed.</param>
/// <param name="Newest">The newest committed state.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LiveSubscription")]
public sealed record LiveSubscription(
    [property: Id(0)] SiloAddress Silo,
    [property: Id(1)] LiveItem Newest);

/// <summary>What a receiver holds of one subscription, as it tells when it renews.</summary>
/// <param name="SubscriptionId">The receiver's own number of the subscription.</param>
/// <param name="Epoch">The epoch subscribed to.</param>
/// <param name="Version">The newest version that arrived.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LiveHolding")]
public readonly record struct LiveHolding(
    [property: Id(0)] long SubscriptionId,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long Version);

/// <summary>The answer to renewing.</summary>
/// <param name="Missed">States that the receiver does not hold and that are not on their way to it.</param>
/// <param name="Unknown">Subscriptions that the silo does not have: their producer moved or its lease ran out.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LiveRenewal")]
public sealed record LiveRenewal(
    [property: Id(0)] IReadOnlyList<LiveItem> Missed,
    [property: Id(1)] IReadOnlyList<long> Unknown);
