namespace LiveParking.Gateway.Api;

/// <summary>The request body for readings. Used only for the OpenAPI document; a hand-written parser reads the body.</summary>
/// <param name="Readings">1 to 1,000 readings.</param>
internal sealed record ReadingsRequest(IReadOnlyList<WireReading> Readings);
