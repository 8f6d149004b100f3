namespace LiveParking.Grains.Interfaces.Notifications;

/// <summary>A receiver of alarms over HTTP.</summary>
/// <param name="Id">Its id, a <see cref="Slug"/>.</param>
/// <param name="Url">Where requests go: https, or http.</param>
/// <param name="Secret">Signs the requests; 16 to 200 characters. Never shown: null in answers, and kept when it is null in a change.</param>
[GenerateSerializer, Immutable, Alias("live-parking.Webhook")]
public sealed record Webhook([property: Id(0)] string Id, [property: Id(1)] string Url, [property: Id(2)] string? Secret = null)
{
    /// <summary>Maximum length of <see cref="Url"/>.</summary>
    public const int MaxUrlLength = 500;

    /// <summary>Length of <see cref="Secret"/>.</summary>
    public const int MinSecretLength = 16, MaxSecretLength = 200;
}
