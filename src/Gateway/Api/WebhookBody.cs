namespace LiveParking.Gateway.Api;

/// <summary>The body that creates or changes a webhook.</summary>
/// <param name="Url">Where requests go.</param>
/// <param name="Secret">Signs them.</param>
internal sealed record WebhookBody(string Url, string? Secret = null);
