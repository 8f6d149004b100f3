namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Estimates a camera's capture rate from the sequence numbers of arriving frames: an exponential mean over about ten captures. Frames dropped on the
/// way, because a newer one replaced them or because the scene did not change, do not lower the rate.
/// </summary>
internal sealed class ArrivalRate
{
    /// <summary>The assumed rate before two frames have arrived.</summary>
    public const double Assumed = 30;

    private const double Weight = 0.1;
    private const double MaxPerSecond = 240;

    /// <summary>A still scene sends a frame every 2 s. A longer gap is a pause.</summary>
    private static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(5);

    private TimeSpan? _last;
    private long _lastSequence;
    private double _meanSeconds = 1 / Assumed;

    /// <summary>Captures a second.</summary>
    public double PerSecond => 1 / Volatile.Read(ref _meanSeconds);

    /// <summary>
    /// Records a frame. A gap of more than 5 s is a pause, and a jump of the sequence number is a restart. Neither changes the rate.
    /// </summary>
    /// <param name="at">Arrival time, on a monotonic clock.</param>
    /// <param name="sequence">The sequence number of its capture.</param>
    public void Arrived(TimeSpan at, long sequence)
    {
        if (_last is { } last && at - last is var gap && gap < MaxGap && sequence > _lastSequence)
        {
            // Several frames at the same moment come out of a queue and carry no information. The clamp makes them harmless.
            double captures = sequence - _lastSequence;
            var seconds = Math.Max(gap.TotalSeconds, 0.0001);
            if (captures / seconds <= MaxPerSecond || captures <= 3)
                Volatile.Write(ref _meanSeconds, Mean(captures, seconds));
        }

        (_last, _lastSequence) = (at, sequence);
    }

    private double Mean(double captures, double seconds)
    {
        var share = 1 - Math.Pow(1 - Weight, captures);
        return Math.Max(1 / MaxPerSecond, _meanSeconds + share * (seconds / captures - _meanSeconds));
    }
}
