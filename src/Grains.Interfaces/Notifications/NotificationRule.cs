using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Interfaces.Notifications;

/// <summary>Which alarms a receiver is notified of.</summary>
/// <param name="Id">Its id, a <see cref="Slug"/>.</param>
/// <param name="Receiver">How.</param>
/// <param name="Target">The id of a webhook, or an e-mail address.</param>
/// <param name="Rank">Alarms of this rank and worse.</param>
/// <param name="Groups">Only alarms of locations of these groups; all, and those of the system, when empty.</param>
/// <param name="Hours">When, in OSM <c>opening_hours</c> syntax; always when null. An alarm outside of the hours is not sent later.</param>
/// <param name="TimeZone">IANA name of the time zone of the hours; UTC when null.</param>
/// <param name="CoolDownSeconds">After one alarm, others of the same kind and location are not sent for this time; 0 to 86,400.</param>
[GenerateSerializer, Immutable, Alias("live-parking.NotificationRule")]
public sealed record NotificationRule(
    [property: Id(0)] string Id,
    [property: Id(1)] NotificationReceiver Receiver,
    [property: Id(2)] string Target,
    [property: Id(3)] AlarmRank Rank = AlarmRank.Medium,
    [property: Id(4)] IReadOnlyList<string>? Groups = null,
    [property: Id(5)] string? Hours = null,
    [property: Id(6)] string? TimeZone = null,
    [property: Id(7)] int CoolDownSeconds = 0)
{
    /// <summary>Largest <see cref="CoolDownSeconds"/>.</summary>
    public const int MaxCoolDownSeconds = 86_400;

    /// <summary>Maximum number of groups.</summary>
    public const int MaxGroups = 100;
}

/// <summary>How a receiver is notified.</summary>
[GenerateSerializer, Alias("live-parking.NotificationReceiver")]
public enum NotificationReceiver
{
    /// <summary>A request to a webhook.</summary>
    Webhook = 0,

    /// <summary>An e-mail.</summary>
    Email = 1,
}
