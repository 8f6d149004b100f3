namespace LiveParking.Gateway.Api;

/// <summary>The body that creates or changes a notification.</summary>
/// <param name="Receiver">webhook or email.</param>
/// <param name="Target">The id of the webhook, or the e-mail address.</param>
/// <param name="Rank">high, medium or low.</param>
/// <param name="Groups">Groups of locations.</param>
/// <param name="Hours">OSM opening_hours syntax.</param>
/// <param name="TimeZone">IANA name of a time zone.</param>
/// <param name="CoolDownSeconds">Seconds, 0 to 86,400.</param>
internal sealed record NotificationBody(
    string Receiver, string Target, string? Rank = null, IReadOnlyList<string>? Groups = null, string? Hours = null, string? TimeZone = null, int? CoolDownSeconds = null);
