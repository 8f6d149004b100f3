namespace LiveParking.Bench.Encode;

/// <summary>One measurement.</summary>
/// <param name="Milliseconds">For one picture.</param>
/// <param name="Bytes">Of the JPEG.</param>
internal readonly record struct Timing(double Milliseconds, double Bytes)
{
    /// <summary>The middle one.</summary>
    public static Timing Middle(List<Timing> timings) => timings.OrderBy(timing => timing.Milliseconds).ElementAt(timings.Count / 2);
}
