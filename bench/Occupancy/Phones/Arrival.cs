namespace LiveParking.Occupancy.Phones;

/// <summary>A status that came.</summary>
/// <param name="Version">Its version.</param>
/// <param name="At">When, as <see cref="System.Diagnostics.Stopwatch"/> counts.</param>
internal readonly record struct Arrival(long Version, long At);
