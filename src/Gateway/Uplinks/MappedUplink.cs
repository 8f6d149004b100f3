namespace LiveParking.Gateway.Uplinks;

/// <summary>The result of a mapping.</summary>
/// <param name="Readings">The body of <c>POST /api/v1/readings</c>; null when the uplink is ignored.</param>
/// <param name="Ignored">Why it is ignored, for people.</param>
internal sealed record MappedUplink(ReadOnlyMemory<byte>? Readings, string? Ignored = null);
