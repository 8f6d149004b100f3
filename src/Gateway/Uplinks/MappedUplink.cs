namespace LiveParking.Gateway.Uplinks;

/// <summary>What an uplink gives.</summary>
/// <param name="Readings">The body of <c>POST /api/v1/readings</c>; null when it gives none.</param>
/// <param name="Ignored">Why it gives none, for people.</param>
internal sealed record MappedUplink(ReadOnlyMemory<byte>? Readings, string? Ignored = null);
