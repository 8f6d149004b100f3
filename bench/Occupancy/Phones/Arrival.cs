namespace LiveParking.Occupancy.Phones;

/// <summary>A status that came.</summary>
/// <param name="Update">Which one: see <see cref="UpdateKey"/>.</param>
/// <param name="At">When, as <see cref="System.Diagnostics.Stopwatch"/> counts.</param>
internal readonly record struct Arrival(long Update, long At);
