namespace LiveParking.Gateway.Api;

/// <summary>The body with which readings of several levels are sent; stands here for the OpenAPI document, the reading itself is by hand.</summary>
/// <param name="Readings">1 to 1,000 readings.</param>
internal sealed record AddressedReadingsRequest(IReadOnlyList<AddressedReading> Readings);
