namespace LiveParking.Bench.Measuring.Updates;

/// <summary>A new state that was made known.</summary>
/// <param name="Source">The source of the state.</param>
/// <param name="Version">Grows with each state of its source; several that were stored together may share one.</param>
/// <param name="At">When it was sent, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
public readonly record struct SentUpdate(int Source, long Version, long At);
