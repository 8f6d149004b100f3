namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Decides from the CPU time of a process whether it may continue, so that its average stays within a share of a core. It may save unused time and
/// spend it in a burst of at most <see cref="Burst"/>. Pure; not thread-safe.
/// </summary>
/// <param name="share">Share of one core, 0.05 to 1.</param>
internal sealed class CpuBudget(double share)
{
    /// <summary>How long a process with saved time may use a whole core beyond its share.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    /// <summary>A process that runs for this long without a pause has recovered.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(2);

    /// <summary>How long a process may be paused repeatedly before it is killed: its pictures only get older.</summary>
    public static readonly TimeSpan MaxShortage = TimeSpan.FromSeconds(10);

    private TimeSpan _saved = Burst;
    private TimeSpan _shortage;
    private TimeSpan _sincePause = Recovery;

    /// <summary>Whether the process must pause.</summary>
    public bool MustPause { get; private set; }

    /// <summary>Whether it was short of time for longer than <see cref="MaxShortage"/>.</summary>
    public bool IsExhausted => _shortage > MaxShortage;

    /// <summary>Adds the CPU time used since the last call.</summary>
    /// <param name="used">CPU time, 0 or more.</param>
    /// <param name="elapsed">Elapsed time, 0 or more.</param>
    public void Charge(TimeSpan used, TimeSpan elapsed)
    {
        _saved += (elapsed * share) - used;
        if (_saved > Burst)
            _saved = Burst;
        MustPause = _saved < TimeSpan.Zero;
        _sincePause = MustPause ? TimeSpan.Zero : _sincePause + elapsed;
        _shortage = _sincePause < Recovery ? _shortage + elapsed : TimeSpan.Zero;
    }
}
