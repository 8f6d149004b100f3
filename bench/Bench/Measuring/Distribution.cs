namespace LiveParking.Bench.Measuring;

/// <summary>Durations in milliseconds: how many there were, and how long the middle, the hundredth and the longest took.</summary>
public sealed record Distribution(int Count, double P50, double P99, double Max)
{
    public static Distribution Of(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return sorted.Length == 0 ? new(0, 0, 0, 0) : new(sorted.Length, At(0.5), At(0.99), sorted[^1]);

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
