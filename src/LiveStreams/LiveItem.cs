namespace LiveParking.LiveStreams;

/// <summary>One state of a live stream, sent to one subscription.</summary>
/// <param name="SubscriptionId">The receiver's number of the subscription.</param>
/// <param name="Epoch">One activation of the producer. Items of another epoch than the subscribed one are ignored.</param>
/// <param name="Version">Grows by one with every state published in an epoch, from 1; 0 when nothing was published yet.</param>
/// <param name="Item">The state; null when nothing was published yet or the state was withdrawn.</param>
/// <param name="Trace">The step of a trace that sent it, in W3C form; null when it is not traced.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LiveItem")]
public sealed record LiveItem(
    [property: Id(0)] long SubscriptionId,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long Version,
    [property: Id(3)] object? Item,
    [property: Id(4)] string? Trace = null);

/// <summary>The answer to a subscribe call: the producer's silo and its newest state.</summary>
/// <param name="Silo">The producer's silo, where the lease is renewed.</param>
/// <param name="Newest">The newest committed state.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LiveSubscription")]
public sealed record SubscribeReply(
    [property: Id(0)] SiloAddress Silo,
    [property: Id(1)] LiveItem Newest);

/// <summary>A receiver's position in one subscription, sent with a renewal.</summary>
/// <param name="SubscriptionId">The receiver's number of the subscription.</param>
/// <param name="Epoch">The subscribed epoch.</param>
/// <param name="Version">The newest version that arrived.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LiveHolding")]
public readonly record struct SubscriptionCursor(
    [property: Id(0)] long SubscriptionId,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long Version);

/// <summary>The answer to a renewal.</summary>
/// <param name="Missed">States that the receiver does not have and that are not in flight.</param>
/// <param name="Unknown">Subscriptions that the silo does not have: their producer moved or its lease expired.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LiveRenewal")]
public sealed record LiveRenewal(
    [property: Id(0)] IReadOnlyList<LiveItem> Missed,
    [property: Id(1)] IReadOnlyList<long> Unknown);
