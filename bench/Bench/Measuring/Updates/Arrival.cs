namespace LiveParking.Bench.Measuring.Updates;

/// <summary>A state that came to a follower.</summary>
/// <param name="Source">The source of the state.</param>
/// <param name="Version">Its version.</param>
/// <param name="At">When it was here, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
public readonly record struct Arrival(int Source, long Version, long At);
