namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Estimates how often a camera captures, from the numbers of the frames that arrive: an exponential mean over about ten captures. Frames that were
/// left out on the way, because a newer one replaced them or because the scene stood still, do not lower it.
/// </summary>
internal sealed class ArrivalRate
{
    /// <summary>What is assumed before two arrivals.</summary>
    public const double Assumed = 30;

    private const double Weight = 0.1;
    private const double Most = 240;

    /// <summary>A still scene sends a frame every 2 s; what is longer is a pause.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(5);

    private TimeSpan? _last;
    private long _lastSequence;
    private double _meanSeconds = 1 / Assumed;

    /// <summary>Captures a second.</summary>
    public double PerSecond => 1 / Volatile.Read(ref _meanSeconds);

    /// <summary>A frame arrived. A gap of more than 5 s is a pause, and a jump of the numbers a restart: both say nothing about the rate.</summary>
    /// <param name="at">When, on a clock that never goes back.</param>
    /// <param name="sequence">The number of its capture.</param>
    public void Arrived(TimeSpan at, long sequence)
    {
        if (_last is { } last && at - last is var gap && gap < LongestGap && sequence > _lastSequence)
        {
            // Several frames of one moment come out of a queue and say nothing by themselves; the clamp keeps them harmless.
            double captures = sequence - _lastSequence;
            var seconds = Math.Max(gap.TotalSeconds, 0.0001);
            if (captures / seconds <= Most || captures <= 3)
                Volatile.Write(ref _meanSeconds, Mean(captures, seconds));
        }

        (_last, _lastSequence) = (at, sequence);
    }

    private double Mean(double captures, double seconds)
    {
        var share = 1 - Math.Pow(1 - Weight, captures);
        return Math.Max(1 / Most, _meanSeconds + share * (seconds / captures - _meanSeconds));
    }
}
