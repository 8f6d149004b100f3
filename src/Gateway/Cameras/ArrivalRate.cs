namespace LiveParking.Gateway.Cameras;

/// <summary>Estimates how often something arrives: an exponential mean of the time between arrivals, over about ten of them.</summary>
internal sealed class ArrivalRate
{
    /// <summary>What is assumed before two arrivals.</summary>
    public const double Assumed = 30;

    private const double Weight = 0.1;
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(2);

    private TimeSpan? _last;
    private double _meanSeconds = 1 / Assumed;

    /// <summary>Arrivals a second.</summary>
    public double PerSecond => 1 / Volatile.Read(ref _meanSeconds);

    /// <summary>Something arrived. A gap of more than 2 s is a pause and says nothing about the rate.</summary>
    /// <param name="at">When, on a clock that never goes back.</param>
    public void Arrived(TimeSpan at)
    {
        if (_last is { } last && at - last is var gap && gap < LongestGap)
            Volatile.Write(ref _meanSeconds, Math.Max(0.001, _meanSeconds + Weight * (gap.TotalSeconds - _meanSeconds)));
        _last = at;
    }
}
