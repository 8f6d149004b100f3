namespace LiveParking.Bench.Ingest.Load;

/// <summary>The measured values of one row.</summary>
/// <param name="Readings">Accepted readings.</param>
/// <param name="Requests">Answered requests.</param>
/// <param name="Seconds">In this time.</param>
/// <param name="P50">Milliseconds from request to answer, the middle one.</param>
/// <param name="P99">The hundredth.</param>
internal sealed record LoadResult(long Readings, int Requests, double Seconds, double P50, double P99)
{
    public double PerSecond => Readings / Seconds;
}
