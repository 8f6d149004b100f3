namespace LiveParking.Gateway.Api;

/// <summary>The request body for readings of several levels. Used only for the OpenAPI document; a hand-written parser reads the body.</summary>
/// <param name="Readings">1 to 1,000 readings.</param>
internal sealed record AddressedReadingsRequest(IReadOnlyList<AddressedReading> Readings);
