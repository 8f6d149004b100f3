namespace LiveParking.Grains.Interfaces.Notifications;

/// <summary>An event on its way to a receiver, or delivered.</summary>
/// <param name="Id">The id of the event.</param>
/// <param name="Kind">What has happened.</param>
/// <param name="AlarmId">The alarm; null for a test.</param>
/// <param name="At">When the event happened.</param>
/// <param name="State">Whether it was delivered.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastAt">When it was tried last; null before the first time.</param>
/// <param name="NextAt">When it is tried next; null when it is not.</param>
/// <param name="Reason">Why the last attempt failed.</param>
[GenerateSerializer, Immutable, Alias("live-parking.Delivery")]
public sealed record Delivery(
    [property: Id(0)] string Id,
    [property: Id(1)] AlarmEventKind Kind,
    [property: Id(2)] string? AlarmId,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] DeliveryState State,
    [property: Id(5)] int Attempts,
    [property: Id(6)] DateTimeOffset? LastAt = null,
    [property: Id(7)] DateTimeOffset? NextAt = null,
    [property: Id(8)] string? Reason = null);

/// <summary>Whether an event was delivered.</summary>
[GenerateSerializer, Alias("live-parking.DeliveryState")]
public enum DeliveryState
{
    /// <summary>It is tried until 24 hours after the event.</summary>
    Waiting = 0,

    /// <summary>The receiver has it.</summary>
    Delivered = 1,

    /// <summary>It was given up.</summary>
    GivenUp = 2,
}
