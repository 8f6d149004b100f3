namespace LiveParking.SystemTests.Clients;

/// <summary>A reading that was acknowledged.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Outcome"><c>accepted</c>, or <c>duplicate</c> when the answer to an earlier try was lost.</param>
/// <param name="Version">The level's version in the answer.</param>
/// <param name="At">When the answer came, by <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
public sealed record Acknowledgement(SensorReading Reading, string Outcome, long Version, long At);
